extension BackupsTexts {
    static let simplifiedChinese = BackupsTexts(
        title: "备份",
        finding: { "最近备份：\($0)，\($1)，已校验" },
        none: "还没有备份过",
        failedTitle: "最近一次备份失败",
        underWay: "正在备份",
        rule: "备份是一个包含整个数据库的文件，附件放在旁边。写完后重新读取并校验，通过后才删除最旧的备份。",
        place: "服务器上的文件夹",
        placeHint: "完整路径，最好在另一块磁盘上，例如 /var/backups/mainstay",
        placeNeeded: "请填写以 / 开头的完整路径。",
        keeps: "保留份数",
        keepsHint: "新备份校验通过后，删除由此写出的更早备份",
        at: "每夜时间",
        now: "立即备份",
        file: "文件",
        size: "大小",
        results: "已写出的备份",
        noResultsHint: "请先选择文件夹，再手动备份一次，确认可用。",
        noFolder: "没有选择文件夹",
        notWritable: "无法写入该文件夹",
        damaged: "写出的文件无法正确读取",
        filesMissing: "数据库旁缺少附件，运行 doctor 命令可查看缺哪些",
        notOwn: "服务器无法写入该处。请创建文件夹，或给服务器的用户写入权限。",
        doorHint: "关系到所有人的数据：备份放在哪里、保留几份、最近一次结果如何。"
    )
}
