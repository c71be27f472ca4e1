"""Invented Chinese companies with known truth: place, brand, industry and form, each in the ways people write it.

The words are chosen here, not read from the tables of the project: what is measured must not mirror what measures.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

PLACES = """
和田|和田|hetian|Hotan|Hotan;Khotan;Hoten;Xoten;Ho-t'ien|XJ
喀什|喀什|kashi|Kashgar|Kashgar;Qeshqer;Kaxgar;Kashghar|XJ
阿克苏|阿克蘇|akesu|Aksu|Aksu;Aqsu|XJ
库尔勒|庫爾勒|kuerle|Korla|Korla;Kurla|XJ
乌鲁木齐|烏魯木齊|wulumuqi|Urumqi|Urumqi;Urumchi;Ürümqi;Ürümchi|XJ
伊宁|伊寧|yining|Yining|Ghulja;Gulja;Kuldja|XJ
吐鲁番|吐魯番|tulufan|Turpan|Turpan;Turfan|XJ
克拉玛依|克拉瑪依|kelamayi|Karamay|Karamay;Qaramay|XJ
哈密|哈密|hami|Hami|Kumul;Qumul|XJ
昌吉|昌吉|changji|Changji|Sanji|XJ
石河子|石河子|shihezi|Shihezi|Shixenze|XJ
奎屯|奎屯|kuitun|Kuitun|Kuytun|XJ
库车|庫車|kuche|Kuqa|Kuqa;Kucha|XJ
莎车|莎車|shache|Shache|Yarkant;Yarkand|XJ
阿图什|阿圖什|atushi|Artux|Artux;Artush|XJ
新疆|新疆|xinjiang|Xinjiang|Sinkiang;Shinjang|XJ
江苏|江蘇|jiangsu|Jiangsu|Kiangsu|JS
浙江|浙江|zhejiang|Zhejiang|Chekiang|ZJ
广东|廣東|guangdong|Guangdong|Kwangtung|GD
四川|四川|sichuan|Sichuan|Szechuan;Szechwan|SC
山东|山東|shandong|Shandong|Shantung|SD
福建|福建|fujian|Fujian|Fukien|FJ
河南|河南|henan|Henan|Honan|HA
湖北|湖北|hubei|Hubei|Hupeh|HB
河北|河北|hebei|Hebei|Hopei|HE
安徽|安徽|anhui|Anhui|Anhwei|AH
青岛|青島|qingdao|Qingdao|Tsingtao|SD
天津|天津|tianjin|Tianjin|Tientsin|TJ
重庆|重慶|chongqing|Chongqing|Chungking|CQ
南京|南京|nanjing|Nanjing|Nanking|JS
苏州|蘇州|suzhou|Suzhou|Soochow|JS
杭州|杭州|hangzhou|Hangzhou|Hangchow|ZJ
宁波|寧波|ningbo|Ningbo|Ningpo|ZJ
厦门|廈門|xiamen|Xiamen|Amoy|FJ
广州|廣州|guangzhou|Guangzhou|Canton;Kwangchow|GD
深圳|深圳|shenzhen|Shenzhen|Shumchun|GD
东莞|東莞|dongguan|Dongguan||GD
佛山|佛山|foshan|Foshan||GD
无锡|無錫|wuxi|Wuxi|Wusih|JS
绍兴|紹興|shaoxing|Shaoxing||ZJ
"""
"""Han | traditional | pinyin | usual English | older and other spellings | its province."""

INDUSTRIES = """
纺织|紡織|fangzhi|Textile;Textiles|Tex
服装|服裝|fuzhuang|Garment;Apparel;Clothing|Garmt
棉业|棉業|mianye|Cotton Industry;Cotton|Cotton Ind
化工|化工|huagong|Chemical;Chemicals;Chemical Industry|Chem
电子|電子|dianzi|Electronics;Electronic|Elec
机械|機械|jixie|Machinery|Mach
食品|食品|shipin|Food;Foods;Foodstuff|Fd
新能源|新能源|xinnengyuan|New Energy|New Egy
新材料|新材料|xincailiao|New Materials;New Material|New Mat
光伏科技|光伏科技|guangfu keji|Photovoltaic Technology;Solar Technology|PV Tech
硅业|矽業|guiye|Silicon Industry;Silicon|Silicon Ind
铝业|鋁業|lvye|Aluminum;Aluminium;Aluminum Industry|Alum
进出口|進出口|jinchukou|Import & Export;Import and Export|Imp & Exp
国际贸易|國際貿易|guoji maoyi|International Trade;International Trading|Intl Trdg
生物科技|生物科技|shengwu keji|Biotechnology;Biotech;Biological Technology|Bio-tech
物流|物流|wuliu|Logistics|Log
家具|家具|jiaju|Furniture|Furn
鞋业|鞋業|xieye|Shoes;Footwear;Shoe Industry|Shoes Ind
皮革制品|皮革製品|pige zhipin|Leather Products;Leather Goods|Leather Prod
塑料制品|塑料製品|suliao zhipin|Plastic Products;Plastics|Plastic Prod
五金|五金|wujin|Hardware|Hdwe
包装材料|包裝材料|baozhuang cailiao|Packaging Materials;Packing Materials|Pkg Mat
农业发展|農業發展|nongye fazhan|Agricultural Development;Agriculture Development|Agri Dev
汽车零部件|汽車零部件|qiche lingbujian|Auto Parts;Automotive Parts|Auto Pts
"""
"""Han | traditional | pinyin | English translations | abbreviation."""

FORMS = """
有限公司|有限公司|youxian gongsi|Co., Ltd.;Co Ltd;Company Limited;CO.,LTD
有限责任公司|有限責任公司|youxian zeren gongsi|Co., Ltd.;Limited Liability Company;LLC
股份有限公司|股份有限公司|gufen youxian gongsi|Co., Ltd.;Corp.;Joint Stock Co., Ltd.
集团有限公司|集團有限公司|jituan youxian gongsi|Group Co., Ltd.;Group;Grp Co Ltd
"""
USUAL = """
华華hua 恒恆heng 瑞瑞rui 盛盛sheng 达達da 丰豐feng 泰泰tai 金金jin 鑫鑫xin 宏宏hong 远遠yuan 嘉嘉jia 德德de
凯凱kai 润潤run 诚誠cheng 博博bo 科科ke 力力li 亿億yi 康康kang 宝寶bao 海海hai 龙龍long 天天tian 福福fu
顺順shun 兴興xing 汇匯hui 腾騰teng 美美mei 明明ming 荣榮rong 永永yong 安安an 贝貝bei 朗朗lang 拓拓tuo
硕碩shuo 迈邁mai 维維wei 尚尚shang 启啟qi 臻臻zhen 沃沃wo 诺諾nuo 澳澳ao 晨晨chen 光光guang 和和he 江江jiang
立立li 普普pu 赛賽sai 仁仁ren 万萬wan 卓卓zhuo 聚聚ju 泽澤ze 欧歐ou
"""
"""Syllables of brands: simplified, traditional, pinyin."""
FURTHER = """
白白bai 百百bai 邦邦bang 本本ben 碧碧bi 标標biao 滨濱bin 昌昌chang 川川chuan 创創chuang 春春chun 聪聰cong
翠翠cui 登登deng 鼎鼎ding 东東dong 方方fang 飞飛fei 峰峰feng 富富fu 高高gao 格格ge 耕耕geng 冠冠guan 桂桂gui
国國guo 翰翰han 浩浩hao 合合he 虹虹hong 湖湖hu 环環huan 皇皇huang 火火huo 吉吉ji 家家jia 建建jian 京京jing
九九jiu 君君jun 坤坤kun 蓝藍lan 雷雷lei 莲蓮lian 林林lin 凌凌ling 隆隆long 鲁魯lu 绿綠lv 罗羅luo 茂茂mao
梅梅mei 民民min 木木mu 南南nan 宁寧ning 鹏鵬peng 平平ping 千千qian 强強qiang 青青qing 庆慶qing 泉泉quan
群群qun 日日ri 如如ru 森森sen 山山shan 深深shen 石石shi 双雙shuang 思思si 松松song 塔塔ta 特特te 通通tong
旺旺wang 伟偉wei 文文wen 五五wu 西西xi 祥祥xiang 晓曉xiao 雄雄xiong 旭旭xu 雪雪xue 雅雅ya 扬揚yang 业業ye
银銀yin 英英ying 友友you 宇宇yu 玉玉yu 云雲yun 增增zeng 展展zhan 正正zheng 志志zhi 中中zhong 洲洲zhou
珠珠zhu 庄莊zhuang 紫紫zi 宗宗zong
"""
"""Further syllables for large sets, so that brands do not repeat more often than they do in life."""
COMMON_BRANDS = ("宏达", "华泰", "恒瑞", "金龙", "兴华", "永兴", "天龙", "泰丰", "福华", "海天")
"""Brands so common that the place and the industry must agree, too."""

Part = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `usual` is its English name, `other` are older and other spellings."""

    han: str
    traditional: str
    pinyin: str
    usual: str
    other: tuple[str, ...]
    province: str


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry and its English translations, the first being the usual one."""

    han: str
    traditional: str
    pinyin: str
    english: tuple[str, ...]
    short: str


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form and its English versions."""

    han: str
    traditional: str
    pinyin: str
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company. Two are the same exactly if all four parts agree."""

    place: Place
    brand: tuple[str, ...]
    """Simplified characters."""
    industry: Industry
    form: Form

    @property
    def syllables(self) -> tuple[str, ...]:
        """Pinyin of the brand."""
        return tuple(PINYIN[c] for c in self.brand)

    @property
    def joined(self) -> str:
        """The brand in Latin letters, as companies usually write it."""
        return "".join(self.syllables).capitalize()

    def han(self) -> str:
        """The name in Chinese."""
        return self.place.han + "".join(self.brand) + self.industry.han + self.form.han

    def traditional(self) -> str:
        """The name in traditional characters."""
        brand = "".join(TRADITIONAL[c] for c in self.brand)
        return self.place.traditional + brand + self.industry.traditional + self.form.traditional

    def english(self, *, place: str = "", industry: str = "", form: str = "", brand: str = "") -> str:
        """The usual English name; each part can be given otherwise."""
        parts = (
            place or self.place.usual,
            brand or self.joined,
            industry or self.industry.english[0],
            form or self.form.english[0],
        )
        return " ".join(parts)

    def pinyin(self) -> str:
        """The name in pinyin, joined by word."""
        words = (self.place.pinyin, self.joined, *self.industry.pinyin.split(), *self.form.pinyin.split())
        return " ".join(w.capitalize() for w in words)

    def apart(self) -> str:
        """The name in pinyin with every syllable apart."""
        from pypinyin import lazy_pinyin

        return " ".join(s.capitalize() for s in lazy_pinyin(self.han()))


def _rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


ALL_PLACES = tuple(Place(h, t, p, u, tuple(x for x in o.split(";") if x), v) for h, t, p, u, o, v in _rows(PLACES))
ALL_INDUSTRIES = tuple(Industry(h, t, p, tuple(e.split(";")), s) for h, t, p, e, s in _rows(INDUSTRIES))
ALL_FORMS = tuple(Form(h, t, p, tuple(e.split(";"))) for h, t, p, e in _rows(FORMS))
PINYIN = {s[0]: s[2:] for s in (USUAL + FURTHER).split()}
TRADITIONAL = {s[0]: s[1] for s in (USUAL + FURTHER).split()}
FEW = tuple(sorted(s[0] for s in USUAL.split()))
MANY = tuple(sorted(PINYIN))


def company(rng: random.Random, pool: tuple[str, ...] = FEW) -> Company:
    """An invented company; the brand has two syllables of the pool, sometimes three, and is none of the common ones."""
    while True:
        brand = tuple(rng.sample(pool, 3 if rng.random() < 0.25 else 2))
        if not any("".join(brand).startswith(common) for common in COMMON_BRANDS):
            break
    form = rng.choices(ALL_FORMS, weights=(12, 3, 4, 3))[0]
    return Company(rng.choice(ALL_PLACES), brand, rng.choice(ALL_INDUSTRIES), form)


def with_other_syllable(one: Company, rng: random.Random) -> Company:
    """The same but for one syllable of the brand, which sounds different."""
    at = rng.randrange(len(one.brand))
    old = one.brand[at]
    new = rng.choice([c for c in FEW if PINYIN[c] != PINYIN[old] and c not in one.brand])
    return Company(one.place, (*one.brand[:at], new, *one.brand[at + 1 :]), one.industry, one.form)
