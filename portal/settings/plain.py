"""For commands that read files and answer: no database, no other app, so they start in a fraction of the time."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
INSTALLED_APPS = ["eforms"]
SECRET_KEY = "signs nothing"  # noqa: S105 - nothing is signed here
LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
