"""Texts of the shapes in which policies arrive: from Word, from a text file, from a web page. All are made up."""

ENGLISH_WEB_PAGE = """Site map Japanese
TOP Products News
TOP > Privacy Policy
Privacy Policy

What we promise:
Sample Works Ltd. looks after what its customers entrust to it.

  1. Why we ask for data
    We answer questions. Nothing else is done with them.
  2. Keeping data safe
    Only trained staff may read them.
    Contractors are watched closely.
  3. Passing data on
    We pass nothing on, except:
    • when a court orders it;
    • when property has to be protected; and
    • when a life is in danger.
    In each case we keep a record.
  4. The desk
    See Item 3 above, or write to the desk.

    Established on: April 10, 2003

Contact
About this site
"""

JAPANESE_ARTICLES = """個人情報保護方針\r
\r
見本工業株式会社は、お客様の情報を大切に扱います。\r
\r
第１条（利用目的）\r
　当社は、お問い合わせへの回答のためにのみ利用します。\r
第２条（安全管理）\r
　次の措置を講じます。\r
（１）組織的な措置\r
　ア　責任者を置きます。\r
　イ　規程を定めます。\r
（２）技術的な措置\r
　前項の措置は、毎年見直します。\r
第３条（窓口）　第2条について、窓口までご連絡ください。\r
\r
制定日　平成15年4月10日\r
改定日　2010年10月1日\r
以上\r
見本工業株式会社　代表取締役　見本太郎\r
"""

JAPANESE_STATUTE = """（目的）
第一条　この規程は、情報の扱いを定める。
（定義）
第二条　用語は、次のとおりとする。
　一　利用者　本サイトを見る者をいう。
　二　窓口　質問に答える者をいう。
（雑則）
第三条　細則は、別に定める。
"""

WORD_TABS = (
    "1.\tScope\n\tThis applies to our shop.\n2.\tData\n\tWe hold:\n"
    "\uf0b7\tnames;\no\tfirst names\no\tlast names\n\uf0b7\taddresses.\n"
    "3.\tEnd\n\tThat is all.\n"
)

HARD_WRAPPED = """Privacy Notice

1. What we hold

We hold the name and the address of everybody who has written to us since
2005 and we keep them for no longer than five years, unless the law asks us
to do otherwise.

2. What we do not do

We do not sell anything about anybody, and we do not hand over more than the
3 items named above to those who carry our parcels from one place to the
next one. They promise the same:

   (a) nothing is copied, not even for the purpose of keeping the lists of
       parcels complete;
   (b) everything is given back.

3. Questions

Write to us.
"""

JAPANESE_WRAPPED = """１．目的
　当社は、お客様からいただいた情報を、ご質問にお答えす
るために用います。ほかの目的には用いません。必要がなく
なった情報は、すみやかに消去いたします。
　次の場合を除き、第三者に渡すことはありません。担当の者
以外が見ることもありません。
２．窓口
　電話でお受けします。
"""

NESTED_NUMBERS = """1. Use
   1. replies
   2. parcels
2. Safety
   1. locks
      (i) doors
      (ii) windows
   2. passwords
3. Desk
   Call us.
"""

TWO_LISTS = """1. Use
We collect:
• names
• addresses
We use them for:
• replies
2. Desk
Call us.
"""

ITEMS_WITH_TEXT = """1、利用目的
次のとおりです。
(1) お問い合わせ
回答のために用います。
(2) 配送
商品をお届けするために用います。
以上のほかには用いません。
2、窓口
電話でお受けします。
"""
