extension RolesWords {
    static let english = RolesWords(
        administrator: "Administrator",
        director: "Sales director",
        salesOperations: "Sales operations",
        keyAccountManager: "Key account manager",
        finance: "Finance",
        service: "Service",
        viewer: "Viewer"
    )
}
