/// How Chinese characters are read that are read in more than one way; all others are read as the system's transform says.
///
/// The readings of the characters of GB 2312 after the dictionaries in the Unicode Consortium's Unihan database (kHanyuPinlu, kTGHZ2013,
/// kXHC1983, version 15.0, Unicode License V3, https://www.unicode.org/license.txt), without tones, the most frequent one first, with some
/// that names of places and families have and no list knows (乐陵 is laoling). Put together by us: it is not the Consortium's file.
enum HanReadings {
    /// v stands for ü.
    static let ofCharacter: [Unicode.Scalar: [String]] = {
        var readings: [Unicode.Scalar: [String]] = [:]
        for entry in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            guard let character = entry.unicodeScalars.first else { continue }
            readings[character] = entry.dropFirst().split(separator: ",").map(String.init)
        }
        return readings
    }()

    /// A word of which a character is read otherwise than it mostly is.
    struct Word: Sendable {
        let characters: [Unicode.Scalar]
        let syllables: [String]
    }

    /// Words by their first character, the longest first: what is sorted by, before the characters are asked.
    static let words: [Unicode.Scalar: [Word]] = {
        var words: [Unicode.Scalar: [Word]] = [:]
        for entry in listedWords.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: ",")
            guard let characters = parts.first.map({ Array($0.unicodeScalars) }), let first = characters.first else { continue }
            words[first, default: []].append(Word(characters: characters, syllables: parts.dropFirst().map(String.init)))
        }
        return words.mapValues { $0.sorted { $0.characters.count > $1.characters.count } }
    }()

    /// The longest word of the list with which some characters begin.
    static func word(in characters: ArraySlice<Unicode.Scalar>) -> Word? {
        characters.first.flatMap { words[$0] }?.first { characters.starts(with: $0.characters) }
    }

    /// Variants that the system's transform leaves apart.
    static let variants: [Unicode.Scalar: String] = [
        "滙": "汇", "衞": "卫", "峯": "峰", "嶽": "岳", "麪": "面", "舘": "馆", "脩": "修", "鍼": "针", "淸": "清", "乾": "干",
    ]

    /// Families that are called otherwise than the character is mostly read.
    static let ofFamily: [Unicode.Scalar: String] = [
        "曾": "zeng", "解": "xie", "仇": "qiu", "单": "shan", "查": "zha", "区": "ou", "盖": "ge", "朴": "piao", "尉": "yu", "任": "ren", "华": "hua",
        "翟": "zhai", "缪": "miao", "乜": "nie", "覃": "qin", "召": "shao", "折": "she", "宓": "mi", "令": "ling", "晟": "cheng", "员": "yun",
    ]

    /// In simplified characters, as names are folded: places, what companies do, and others.
    private static let listedWords = """
        重庆,chong,qing 厦门,xia,men 乐清,yue,qing 乐陵,lao,ling 六安,lu,an 六合,lu,he 蚌埠,beng,bu 亳州,bo,zhou 东阿,dong,e 铅山,yan,shan 涡阳,guo,yang
        单县,shan,xian 浚县,xun,xian 泌阳,bi,yang 长垣,chang,yuan 井陉,jing,xing 尉氏,wei,shi 尉犁,yu,li 渑池,mian,chi 番禺,pan,yu 大埔,da,bu 黄埔,huang,pu
        东莞,dong,guan 长春,chang,chun 朝阳,chao,yang 珲春,hun,chun 丽水,li,shui 台州,tai,zhou 天台,tian,tai 漯河,luo,he 马尾,ma,wei 西藏,xi,zang 首都,shou,du
        佛山,fo,shan 成都,cheng,du 新都,xin,du 花都,hua,du 都江堰,du,jiang,yan 会稽,kuai,ji 蔚县,yu,xian 荥阳,xing,yang 荥经,ying,jing 秘鲁,bi,lu
        昌乐,chang,le 长乐,chang,le 乐山,le,shan 乐亭,lao,ting 吴堡,wu,bu 十堰,shi,yan 深圳,shen,zhen 大理,da,li 大连,da,lian 郫县,pi,xian
        枞阳,zong,yang 歙县,she,xian 黟县,yi,xian 柏林,bo,lin 巴音郭楞,ba,yin,guo,leng 阿坝,a,ba 勐海,meng,hai 繁峙,fan,shi 洪洞,hong,tong 任丘,ren,qiu
        银行,yin,hang 会计,kuai,ji 音乐,yin,yue 乐器,yue,qi 声乐,sheng,yue 行业,hang,ye 行政,xing,zheng 行动,xing,dong 运行,yun,xing 旅行,lv,xing
        航行,hang,xing 出行,chu,xing 自行车,zi,xing,che 飞行,fei,xing 中行,zhong,hang 重工,zhong,gong 重型,zhong,xing 重组,chong,zu 成长,cheng,zhang 生长,sheng,zhang
        首长,shou,zhang 校长,xiao,zhang 宝藏,bao,zang 藏药,zang,yao 藏族,zang,zu 贮藏,zhu,cang 大厦,da,sha 厦华,xia,hua 大夫,dai,fu 调查,diao,cha 调味,tiao,wei
        调节,tiao,jie 空调,kong,tiao 调和,tiao,he 传动,chuan,dong 传记,zhuan,ji 给水,ji,shui 供给,gong,ji 弹簧,tan,huang 子弹,zi,dan 弹性,tan,xing
        便利,bian,li 便宜,pian,yi 单位,dan,wei 单一,dan,yi 解决,jie,jue 解放,jie,fang 区域,qu,yu 盖板,gai,ban 查询,cha,xun 朴素,pu,su 曾经,ceng,jing
        绿地,lv,di 绿色,lv,se 绿林,lu,lin 干坤,qian,kun 干隆,qian,long 干照,qian,zhao 石家庄,shi,jia,zhuang
        """

    private static let table = """
        丁ding,zheng 万wan,mo 且qie,ju 么me,ma,yao 乐le,yue,lao 乘cheng,sheng 乜mie,nie 乾qian,gan 了le,liao 亟ji,qi 亲qin,qing 什shen,shi 仇qiu,chou 仔zi,zai
        仡ge,yi 价jia,jie 会hui,kuai 传chuan,zhuan 伧cang,chen 伯bo,bai 伺ci,si 似shi,si 伽jia,ga,qie 佃dian,tian 佛fo,fu 佴er,nai 侗dong,tong 侥jiao,yao
        侧ce,ze,zhai 便bian,pian 俞yu,shu 俟qi,si 俩lia,liang 倘tang,chang 偈ji,jie 偻lou,lv 傀gui,kui 僮tong,zhuang 六liu,lu 其qi,ji 兹zi,ci 冒mao,mo
        冯feng,ping 凹ao,wa 凿zao,zuo 划hua,huai 刨pao,bao 券quan,xuan 刹sha,cha 削xue,xiao 剖pou,po 剡shan,yan 剥bo,bao 剿jiao,chao 劲jin,jing 勒lei,le
        匙shi,chi 区qu,ou 卒zu,cu 单dan,chan,shan 南nan,na 卜bo,bu 卡ka,qia 厂chang,an 厕ce,si 厦sha,xia 参can,shen,cen 句ju,gou 叨dao,tao 召zhao,shao 叶ye,xie
        吁xu,yu 合he,ge 吓xia,he 吖ya,a 吡bi,pi 否fou,pi 吭keng,hang 吱zhi,zi 呆dai,ai 呐ne,na 呔dai,tai 呗bei,bai 员yuan,yun 呢ne,ni 呱gu,gua 呲ci,zi 呵a,he,ke
        呶nao,nu 呷ga,xia 咀ju,zui 咋za,ze,zha 和he,huo,hu 咖ka,ga 咯ge,ka,lo,luo 咱zan,za 咳hai,ke 咽yan,ye 哕hui,yue 哦o,e 哩li,ying 哪na,ne,nai,nei 唛ma,mai
        唬hu,xia 啁zhao,zhou 啜chuai,chuo 喁yong,yu 喋die,zha 喏nuo,re 喔o,wo 喳zha,cha 嗄a,sha 嗌ai,yi 嗒da,ta 嗟jie,jue 嗨hai,hei 嗲die,dia 嘏gu,jia 嘘xu,shi
        嘬chuai,zuo 嘲chao,zhao 嘿hei,mo 噌ceng,cheng 噱jue,xue 嚓ca,cha 嚣xiao,ao 嚼jue,jiao 囝jian,nan 囤dun,tun 圈quan,juan 圜huan,yuan 圩wei,xu 地de,di
        圻qi,yin 坏huai,pi 坷ke,jiong 坻chi,di 垌dong,tong 埋mai,man 埔pu,bu 堆dui,zui 堕duo,hui 堡bao,bu,pu 堤di,ti 塔ta,da 塞sai,se 壳ke,qiao 大da,dai
        夯hang,ben 夹jia,ga 奇qi,ji 契qi,xie 奘zang,zhuang 姥lao,mu 娜na,nuo 娩mian,wan 嬷ma,mo 孛bei,bo 孱can,chan 宓mi,fu 家jia,jie 宿su,xiu 寻xun,xin
        将jiang,qiang 尉wei,yu 尢you,wang 尺chi,che 尾wei,yi 尿niao,sui 屏ping,bing 属shu,zhu 屯tun,zhun 屹yi,ge 峒dong,tong 峙zhi,shi 峤jiao,qiao 崴wai,wei
        嵌qian,kan 差cha,chai,ci 已yi,si 巷xiang,hang 市shi,fu 帧zheng,zhen 帱chou,dao 幢chuang,zhuang 干gan,qian 广guang,an 底di,de 度du,duo 廑jin,qin
        弄nong,long 弹dan,tan 强qiang,jiang 彷fang,pang 徊huai,hui 得de,dei 徵zhi,zheng 忒te,tui,tei 忪song,zhong 怙hu,tie 思si,sai 恁nen,nin 恫dong,tong 恶e,wu
        悝kui,li 惝chang,tang 慊qian,qie 戆gang,zhuang 戌xu,qu 戏xi,hu 戛jia,ga 扁bian,pian 扎zha,za 扒ba,pa 扛kang,gang 扳ban,pan 折zhe,she 抹mo,ma 拆chai,ca
        拓tuo,ta 拗ao,niu 拚pan,pin 择ze,zhai 括kuo,gua 拶za,zan 拽zhuai,ye 拾shi,she 挝wo,zhua 挟xie,jia 挲sa,suo,sha 捋lv,luo 掴guai,guo 掸dan,shan
        掺can,chan,shan 提ti,di 揲die,she 摩mo,ma 撮cuo,zuo 擘bai,bo 攒zan,cuan 敦dun,dui 数shu,shuo 於yu,wu 无wu,mo 晟cheng,sheng 暧ai,nuan 暴bao,pu 曝pu,bao
        曾zeng,ceng 朝chao,zhao 期qi,ji 末mo,me 术shu,zhu 朴pu,piao,po 杉shan,sha 杓biao,shao 枞cong,zong 枸gou,ju 柁duo,tuo 柏bai,bo 柜gui,ju 柞zha,zuo
        查cha,zha 栅zha,shan 栎li,yue 栖qi,xi 栝gua,kuo 校xiao,jiao 核he,hu 桔ju,jie 桧gui,hui 梢shao,sao 棱leng,ling 椎chui,zhui 椹shen,zhen 楂zha,cha 楷kai,jie
        榜bang,peng 槛kan,jian 槟bin,bing 模mo,mu 橙cheng,chen 欹yi,qi 歙she,xi 殖zhi,shi 殷yin,yan 氏shi,zhi 氓mang,meng 汤tang,shang 沈shen,chen 沌dun,zhuan
        沓da,ta 没mei,mo 泊po,bo 泌mi,bi 泷long,shuang 泺luo,po 洒sa,xi 洗xi,xian 洞dong,tong 派pai,pa 浅qian,jian 浍hui,kuai 浒hu,xu 浚jun,xun 涌yong,chong
        涡wo,guo 渑mian,sheng 湫jiao,qiu 湮yan,yin 溃kui,hui 溱qin,zhen 溺ni,niao 漯luo,ta 潦lao,liao 澄cheng,deng 澹dan,tan 瀑pu,bao 炅jiong,gui 炔gui,que
        炮pao,bao 烙lao,luo 烟yan,yin 焘dao,tao 焯chao,zhuo 熟shu,shou 熨yun,yu 爪zhao,zhua 牟mou,mu 犍jian,qian 犴an,han 率lv,shuai 玢bin,fen 珩hang,heng
        珲hui,hun 琢zuo,zhuo 町ting,ding 畜chu,xu 番fan,pan 疋pi,ya 疟nve,yao 疸dan,da 瘥chai,cuo 的de,di 盖gai,ge 盛sheng,cheng 盟meng,ming 省sheng,xing
        着zhe,zhao,zhuo 瞿qu,ju 矜jin,guan,qin 石shi,dan 砉huo,hua,xu 砌qi,qie 硌ge,luo 硐dong,liu 碌lu,liu 碡du,zhou 磅bang,pang 祢mi,ni 祭ji,zhai 禅chan,shan
        种zhong,chong 秘mi,bi 称cheng,chen 稽ji,qi 窨xun,yin 笮ze,zuo 筠yun,jun 粘zhan,nian 粥zhou,yu 糁san,shen 糜mi,mei 系xi,ji 綮qi,qing 繁fan,po
        繇yao,you,zhou 红hong,gong 纤xian,qian 纥ge,he 约yue,yao 纶lun,guan 给gei,ji 络luo,lao 绰chuo,chao 综zong,zeng 绿lv,lu 缉ji,qi 缏bian,pian 缩suo,su
        缪mou,miao,miu 缲qiao,sao 缴jiao,zhuo 翟di,zhai 耆qi,shi 耙ba,pa 聒gua,guo 肋le,lei 育yu,yo 胖pang,pan 胳ge,ga 脉mai,mo 脚jiao,jue 脯pu,fu 腊la,xi 腌yan,a
        膀bang,pang 膻shan,dan 臂bi,bei 臭chou,xiu 般ban,bo,pan 色se,shai 艴fu,bo 艾ai,yi 芎qiong,xiong 芒mang,wang 芘pi,bi 芥jie,gai 芫yan,yuan 芾fei,fu
        苕shao,tiao 苣ju,qu 若ruo,re 茄jia,qie 茈ci,zi 茜qian,xi 荑ti,yi 荠ji,qi 荤hun,xun 荥xing,ying 荨xun,qian 莎sha,suo 莘shen,xin 莞guan,wan 莨lang,liang
        莩fu,piao 莫mo,mu 菀wan,yu 菹ju,zu 落luo,la,lao 著zhe,zhao,zhu,zhuo 葚ren,shen 蓝lan,la 蓼liao,lu 蔓man,wan 蔚wei,yu 蕃fan,bo 蕉jiao,qiao 薄bao,bo
        藉ji,jie 藏cang,zang 蘖nie,bo 虹hong,jiang 虾xia,ha 蚌bang,beng 蛇she,yi 蛤ha,ge 蛸shao,xiao 蛾e,yi 蜡la,zha 蝤qiu,you 血xue,xie 行hang,xing,heng
        衰shuai,cui 袷qia,jia,jie 裨bi,pi 裳shang,chang 裼ti,xi 褚chu,zhu 褪tui,tun 覃tan,qin 见jian,xian 觉jue,jiao 角jiao,jue 觜zi,zui 解jie,xie 识shi,zhi
        诘ji,jie 说shuo,shui,yue 读du,dou 谁shui,shei 调diao,tiao 谜mi,mei 谷gu,yu 豁huo,hua 豉shi,chi 豸zhi,zhai 貉hao,he 贲ben,bi 贾jia,gu 赚zhuan,zuan
        趄ju,qie 趣qu,cu 趵bao,bo 跞li,luo 蹊qi,xi 蹒man,pan 蹲dun,cun 蹴cu,jiu 车che,ju 轧ya,zha,ga 转zhuan,zhuai 辗nian,zhan 辟pi,bi 还hai,huan 这zhe,zhei
        迫po,pai 适shi,kuo 遗yi,wei 那na,nai,ne,nei 邪xie,ye 郇huan,xun 都du,dou 酢cu,zuo 酾shai,shi 重zhong,chong 钥yao,yue 钭tou,dou 钯ba,pa 钿dian,tian
        铅qian,yan 铊ta,tuo 铛dang,cheng 铣xi,xian 铤ding,ting 铫diao,yao 锬tan,xian 镐gao,hao 镡chan,tan,xin 镦dui,dun 长chang,zhang 阏e,yan 阚han,kan
        阽dian,yan 阿a,e 陂bei,pi,po 陆lu,liu 降jiang,xiang 陶tao,yao 隗kui,wei 隽juan,jun 雀que,qiao 霰xian,san 露lu,lou 靓jing,liang 革ge,ji 鞘qiao,shao
        顿dun,du 颈jing,geng 颉jie,xie 颌he,ge 颤chan,zhan 食shi,si,yi 饧tang,xing 馇cha,zha 驮tuo,duo 骀dai,tai 骠biao,piao 鬲ge,li 魄po,bo,tuo 鲅ba,bo
        鲑gui,xie 鲭qing,zheng 鸟niao,diao 鹄gu,hu 鹘gu,hu 麇jun,qun 麽mo,me 黾mian,min 齐qi,ji 龈ken,yin 龟gui,jun,qiu
        """
}
