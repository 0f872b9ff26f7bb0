"""``python -m runtime {run|manage|bench} …``: what bin/* call once the environment stands."""

import errno
import os
import sys
import time

from portal.settings.env import BadSetting
from runtime import bench, manage, run
from runtime.says import Stop, say


def main() -> int:
    """Dispatch; whatever stops us ends in a sentence, not in a traceback."""
    started = float(os.environ.pop("PORTAL_STARTED", "") or time.time())
    what, arguments = sys.argv[1], sys.argv[2:]
    try:
        if what == "run":
            return run.main(arguments, started)
        if what == "bench":
            return bench.main(arguments)
        return manage.main(arguments)
    except (Stop, BadSetting) as reason:
        say(str(reason))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        say(_sentence(error))
    return 1


def _sentence(error: OSError) -> str:
    where = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Hết chỗ trên ổ đĩa {where}. Xóa bớt rồi chạy lại.\nThe disk is full {where}. Free some space and run again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Không ghi được {where} ({error.strerror}).\n"
            "Thư mục là của người dùng khác (bin/run từng chạy bằng root?): đổi chủ sở hữu, hoặc đặt PORTAL_VAR.\n"
            f"Cannot write {where} ({error.strerror}).\n"
            "The folder is another user's (did root run bin/run?): change its owner, or set PORTAL_VAR."
        )
    return f"Lỗi hệ thống: {error}\nSystem error: {error}"


if __name__ == "__main__":
    sys.exit(main())
