int mainstay_assets;
