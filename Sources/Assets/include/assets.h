#ifndef MAINSTAY_ASSETS_H
#define MAINSTAY_ASSETS_H

#include <stddef.h>

/// A file that is part of the binary.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} mainstay_asset;

/// All embedded files; fetched third-party files are among them only when `script/assets` had fetched them before the build.
const mainstay_asset *mainstay_assets(size_t *count);

#endif
