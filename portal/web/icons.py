"""Our small set of icons: one path each on a 20 × 20 grid. An icon always stands beside words that say the same."""

ICONS = {
    "check": "M8 15.4 3.3 10.7l1.4-1.4L8 12.6l7.3-7.3 1.4 1.4z",
    "clock": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm1 2v3.6l2.7 2.7-1.4 1.4L9 10.4V6z",
    "alert": "M10 1.5 19.5 18H.5zM9 7.5v5h2v-5zm0 6v2h2v-2z",
    "pause": "M5 4h3.5v12H5zm6.5 0H15v12h-3.5z",
    "search": (
        "M8.5 2a6.5 6.5 0 0 1 5.2 10.4l4.4 4.3-1.4 1.4-4.3-4.4A6.5 6.5 0 1 1 8.5 2zm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z"
    ),
    "info": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM9 9v5.5h2V9zm0-3.5v2h2v-2z",
    "file": "M4 1.5h8l4 4V18.5H4zm2 2v13h8V7h-3.5V3.5z",
    "menu": "M2 4h16v2H2zm0 5h16v2H2zm0 5h16v2H2z",
    "person": "M10 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM2.5 18c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5z",
    "lock": "M6 8V6a4 4 0 1 1 8 0v2h1.5v10h-11V8zm2 0h4V6a2 2 0 1 0-4 0z",
    "cross": "m10 8.6 4.3-4.3 1.4 1.4L11.4 10l4.3 4.3-1.4 1.4L10 11.4l-4.3 4.3-1.4-1.4L8.6 10 4.3 5.7l1.4-1.4z",
    "print": "M5 2h10v4H5zM2 7h16v8h-3v3H5v-3H2zm5 5v4h6v-4z",
}
