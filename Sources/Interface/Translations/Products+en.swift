extension ProductsTexts {
    static let english = ProductsTexts(
        title: "Products",
        finding: { $0 == 1 ? "Products in 1 category" : "Products in \($0) categories" },
        all: "All products",
        categories: "Categories",
        none: "No products here",
        noneHint: "They come with imported sales, or are added by hand.",
        newProduct: "New product",
        newCategory: "New category"
    )
}
