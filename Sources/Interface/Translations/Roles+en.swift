extension RolesTexts {
    static let english = RolesTexts(
        administrator: "Administrator",
        director: "Sales director",
        salesOperations: "Sales operations",
        keyAccountManager: "Key account manager",
        finance: "Finance",
        service: "Service",
        viewer: "Viewer"
    )
}
