extension NotesTexts {
    static let simplifiedChinese = NotesTexts(
        title: "记录",
        log: "记录沟通",
        save: "保存",
        editTitle: "编辑记录",
        noteKind: "备注",
        callKind: "电话",
        emailKind: "邮件",
        meetingKind: "会面",
        withWhom: "对方",
        files: "附件",
        removeFile: { "删除\($0)（\($1)）" },
        filesHint: { "最多\($0)个文件，每个不超过\($1) MB：文档、图片、压缩包" },
        noted: "备注",
        called: { "\($1)与\($0)通话" },
        wrote: { "\($1)与\($0)邮件沟通" },
        met: { "\($1)与\($0)会面" },
        them: "客户",
        edited: { "\($0)修改" },
        fileKind: { "不支持“\($0)”这类文件，请上传文档、图片或压缩包。" },
        tooManyFiles: { "一次最多\($0)个文件。" },
        fileTooLarge: { "文件超过\($0) MB。" },
        photo: "拍照"
    )
}
