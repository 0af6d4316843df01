"""What people paste into the field of an email address, with the address that it is, or the half that is wrong."""

HANAKO = "hanako@example.com"
AROUND = (
    "{}", "<{}>", "<<{}>>", "＜{}＞", "〈{}〉", "「{}」", "『{}』。", "【{}】", "（{}）", "({})", "[{}]", "“{}”",
    "'{}'", "'{}',", "`{}`", "*{}*", "**{}**", '"{}"', "{}、", "{}。", "{}」", "{}』", "{}）", "{}】", "{}，", "{}．",
    "{}；", "{}：", "{}！", "{}？", "{}…", "{}。」", "{}.", "{},", "{};", "{}:", "{}!", "{}?", "{})", "{}>", "{}...",
    "{}'", "・{}", "※{}", "→ {}", "- {}", "✉ {}", "🙂{}", "　{}　", "\t{}\r\n", "\ufeff{}", "{}\u200d", "{}\u00a0",
    "(Hanako <{}>)", "From: Hanako <{}>", "<{}>様",
    "{}様", "{} 様", "{}　さま", "{}宛", "{} 宛て", "{}先生、", "宛先：{}様", "%20{}", "{}%20",
    "mailto:%20{}", "mailto://{}", "Hanako <{}>", "山田 花子 <{}>", '"Yamada, Hanako" <{}>',
    "Hanako (Sales) <{}>", "山田@営業 <{}>", '"山田@営業部" <{}>', "E-mail: {}", "Mail:{}", "メール：{}",
    "【メール】{}", "TEL 03-1234-5678 / Mail: {}", "{}（山田）", "{} (work)", "mailto:{}",
    "MAILTO:{}?subject=a%20b&cc=x@example.org", "[mailto:{}]", "Hanako [mailto:{}]", "{0}<mailto:{0}>", "<mailto:{}>",
    "mailto:{}。", "[{0}](mailto:{0})", "{0} <{0}>",
)  # fmt: skip
READ = {
    HANAKO: (
    "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "hanako＠example.com", "hanako﹫example.com", "hanako@example。com",
    "hanako@example｡com", "hanako@example．com", "hanako @ example.com", "hanako@　example.com",
    "hanako\u200b@exam\u200bple.com", "hana\u00adko@exa\u2060mple.com", "hanako@exam\ufe0fple.com",
    "hanako@EXAMPLE.Com", "mailto:hanako%40example.com",
    ),
    "a..b.@docomo.ne.jp": (
        "a..b.@docomo.ne.jp", '"a..b."@docomo.ne.jp', '<"a..b."@docomo.ne.jp>',
        "ａ．．ｂ．＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ",
    ),
    ".taro@ezweb.ne.jp": (".taro@ezweb.ne.jp", '".taro"@ezweb.ne.jp'),
    "O'Brien+x=y/z_~-@example.com": ("O'Brien+x=y/z_~-@example.com",),
    "h@sub-domain.example.co.jp": (
        "h@sub‐domain.example.co.jp", "h@sub\u2011domain.example.co.jp", "h@sub－domain.example.co.jp",
    ),
    "h@xn--8pvz87e.example": ("h@見本.example", "h@XN--8PVZ87E.example", "h@見本。example", "「h@見本.example」"),
    "h@xn--eckwd4c7c.xn--zckzah": ("h@ドメイン.テスト", "h@ﾄﾞﾒｲﾝ.ﾃｽﾄ", "h@ト\u3099メイン.テスト"),
    "h@xn--mnchen-3ya.de": ("h@münchen.de", "h@MÜNCHEN.de", "h@mu\u0308nchen.de"),
    "h@xn--strae-oqa.example": ("h@straße.example",),
    "h@strasse.example": ("h@strasse.example", "h@STRASSE.example"),
    "h@xn--mgba3gch31f060k.com": ("h@نامه\u200cای.com",),
    "h@xn--fzc2c9e2c.example": ("h@ලංකා.example",),
}  # fmt: skip
ASKED = {
    "needs an @": ("hanako", "hanako.example.com", "hanako(at)example.com", "mailto:", "<>", "、", "\u200b"),
    "one email address only": (
    "a@b.com, c@d.com", "a@b.com c@d.com", "a@b.com;c@d.com", "<a@b.com> <c@d.com>", "a@b.com <c@d.com>",
    "a@b.com、c@d.com", "a@b@c.com", "mailto:a@b.com,c@d.com", "a@b.com<mailto:c@d.com>", "a@b.com|c@d.com",
    "a@b.com→c@d.com", "a@b.com/c@d.com",
    ),
    "alone": (
    "hanako@example.com よろしく", "ha nako@example.com", "hanako@example. com", "hanako@example.c om",
    "メール hanako@example.com", "1. hanako@example.com", '"ha nako"@example.com', f"{'x' * 2000}@example.com",
    ),
    "before @": (
    "@example.com", "花子@example.com", "hanako’@example.com", "連絡先hanako@example.com",
    "http://hanako@example.com", "sip:hanako@example.com", '"ha"nako@example.com', "(ha)nako@example.com",
    "...@example.com", "hana。ko@example.com", f"{'a' * 65}@example.com", "ha\\nako@example.com",
    "hanakö@example.com", "ha[nako@example.com", "'hanako@example.com", "`hanako@example.com", "*hanako@example.com",
    "mail=hanako@example.com", "E-mail/hanako@example.com", "mail＝hanako@example.com",
    ),
    "after @": (
    "hanako@", "hanako@example", "hanako@localhost", "hanako@[192.0.2.1]", "hanako@192.0.2.1",
    "hanako@[IPv6:2001:db8::1]", "hanako@example.com:25", "hanako@exa_mple.com", "hanako@example,com",
    "hanako@example、com", "hanako@example，com", "hanako@example;com", "hanako@example..com", "hanako@.example.com",
    "hanako@-example.com", "hanako@example-.com", "hanako@example.c", "hanako@example.123", "hanako@example.com/",
    "hanako@example.com/foo", "hanako@example.comです", "hanako@example.com様です",
    "hanako@example.com。よろしく", "hanako@exaンple.com",
    "hanako@exampleー1.com", "hanako@example−1.com", "hanako@example・com", "hanako@раураl.com", "hanako@рау.com",
    "hanako@ναι.com", "hanako@gmaıl.com", "hanako@İstanbul.com", "hanako@STRAẞE.com", "hanako@ΟΔΟΣ.gr",
    "hanako@①.com", "hanako@ﬁ.com", "hanako@exam😊ple.com", "hanako@xn--zzzz.com", "hanako@xn--.com",
    "hanako@example.co(m)", "hanako@exam(p)le.com", f"a@{'b' * 64}.com", f"a@{('b' * 60 + '.') * 5}com",
    f"a@{'見' * 60}.com", "hanako@exam\ud800ple.com", "hanako@\u200cای.com",
    ),
}  # fmt: skip
