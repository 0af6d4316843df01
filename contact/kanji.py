"""Kanji of names that are taken for each other: nobody on the telephone can tell which of them it is."""

SHAPES = str.maketrans(
    "髙﨑嵜濵濱邊邉齋齊斎澤櫻廣國德嶋嶌槗眞惠瀨槇冨龍𠮷桒條萬與藪",
    "高崎崎浜浜辺辺斉斉斉沢桜広国徳島島橋真恵瀬槙富竜吉桑条万与薮",
)
