"""Words that tell what a sensitive course is about, where others may see them: data.

Written without marks and in small letters, as they are compared; a hyphen counts as a space.
"""

TELLING_WORDS = (
    # Vietnamese
    *("bao luc", "bao hanh", "bao hanh gia dinh", "danh dap", "hanh ha", "nguoc dai"),
    *("xam hai", "lam dung", "quay roi", "cuong buc", "hiep dam", "cuong hiep", "loan luan"),
    *("nan nhan", "nguoi bi hai", "ke gay", "cau cuu", "to cao", "to giac", "cam tiep xuc"),
    *("tam lanh", "nha tam", "duong day nong", "blgd", "pcblgd", "qrtd", "ly hon", "kiem soat"),
    # English
    *("violence", "violent", "abuse", "abuser", "abusive", "abused", "assault", "battered"),
    *("beating", "harassment", "harass", "rape", "raped", "incest", "victim", "victims"),
    *("survivor", "survivors", "perpetrator", "shelter", "refuge", "hotline", "helpline"),
    *("trafficking", "coercion", "stalking", "gbv", "dv", "restraining", "divorce"),
)
