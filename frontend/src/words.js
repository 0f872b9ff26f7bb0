/** Every word the scripts show. English stands beside Vietnamese; nothing else in the scripts is shown to people. */
const WORDS = {
  vi: {
    copied: "Đã chép",
    copyFailed: "Chưa chép được, hãy chọn và chép bằng tay",
    notSaved: "Chưa lưu được, hệ thống sẽ thử lại. Đừng đóng trang.",
    savedOut: "Phiên đăng nhập đã hết nên chưa lưu được. Đăng nhập ở thẻ khác rồi quay lại đây.",
    minute: (n) => `${n} phút`,
    second: (n) => `${n} giây`,
    chosen: (n) => `Đã chọn ${n} tệp`,
    tooLarge: (name) => `Tệp ${name} lớn hơn 10 MB`,
    uploading: (percent) => `Đang tải lên ${percent} %`,
    keysTitle: "Phím tắt",
    keysOff: "Tắt phím tắt",
    keysOn: "Bật phím tắt",
    close: "Đóng",
    keys: [
      ["j", "dòng dưới"],
      ["k", "dòng trên"],
      ["Enter", "mở hồ sơ của dòng"],
      ["x", "chọn dòng"],
      ["/", "đến ô tìm"],
      ["?", "bảng này"],
    ],
  },
  en: {
    copied: "Copied",
    copyFailed: "Could not copy; select the text and copy it by hand",
    notSaved: "Not saved yet; trying again. Do not close this page.",
    savedOut: "You were logged out, so this is not saved. Log in from another tab, then come back here.",
    minute: (n) => `${n} min`,
    second: (n) => `${n} s`,
    chosen: (n) => `${n} files chosen`,
    tooLarge: (name) => `${name} is larger than 10 MB`,
    uploading: (percent) => `Uploading ${percent} %`,
    keysTitle: "Keyboard shortcuts",
    keysOff: "Turn shortcuts off",
    keysOn: "Turn shortcuts on",
    close: "Close",
    keys: [
      ["j", "next row"],
      ["k", "previous row"],
      ["Enter", "open the row"],
      ["x", "select the row"],
      ["/", "go to search"],
      ["?", "this list"],
    ],
  },
};

/** The words of the page's language. */
export const words = WORDS[document.documentElement.lang] || WORDS.vi;
