"""Languages an administrator can switch on (docs/how-to/add-a-language.md)."""

from django.conf.locale import LANG_INFO

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en"
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["cms.formats"]

# Names are each language's own name for itself: that is what the switcher shows.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("zh-hans", "简体中文"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("gu", "ગુજરાતી"),
    ("hi", "हिन्दी"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ckb", "کوردی"),
    ("lt", "Lietuvių"),
    ("nl", "Nederlands"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("ta", "தமிழ்"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("cy", "Cymraeg"),
]

WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Django has no name for these two; their catalogues in home/locale make their addresses work.
LANG_INFO.setdefault(
    "gu", {"bidi": False, "code": "gu", "name": "Gujarati", "name_local": "ગુજરાતી"}
)
LANG_INFO.setdefault(
    "so", {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"}
)
# Translating a large plan takes a while: the task worker does it.
WAGTAILLOCALIZE_JOBS = {"BACKEND": "plan.localize_jobs.TaskJobBackend"}
