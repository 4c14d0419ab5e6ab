#include "assets.h"

// The files are read by the compiler itself: one binary, nothing to install beside it.
#define FILE_BYTES(variable) static const unsigned char variable[]

FILE_BYTES(css_tokens) = {
#embed "css/tokens.css"
};
FILE_BYTES(css_base) = {
#embed "css/base.css"
};
FILE_BYTES(css_shell) = {
#embed "css/shell.css"
};
FILE_BYTES(css_components) = {
#embed "css/components.css"
};
FILE_BYTES(css_list) = {
#embed "css/list.css"
};
FILE_BYTES(css_account) = {
#embed "css/account.css"
};
FILE_BYTES(css_why) = {
#embed "css/why.css"
};
FILE_BYTES(css_policy) = {
#embed "css/policy.css"
};
FILE_BYTES(css_form) = {
#embed "css/form.css"
};
FILE_BYTES(css_print) = {
#embed "css/print.css"
};
FILE_BYTES(css_feedback) = {
#embed "css/feedback.css"
};
FILE_BYTES(css_phone) = {
#embed "css/phone.css"
};
FILE_BYTES(js_ask) = {
#embed "js/ask.js"
};
FILE_BYTES(js_leave) = {
#embed "js/leave.js"
};
FILE_BYTES(js_weights) = {
#embed "js/weights.js"
};
FILE_BYTES(js_app) = {
#embed "js/app.js"
};
FILE_BYTES(js_pick) = {
#embed "js/pick.js"
};
FILE_BYTES(js_list) = {
#embed "js/list.js"
};
FILE_BYTES(js_keys) = {
#embed "js/keys.js"
};
FILE_BYTES(js_palette) = {
#embed "js/palette.js"
};
FILE_BYTES(css_home) = {
#embed "css/home.css"
};
FILE_BYTES(js_refresh) = {
#embed "js/refresh.js"
};
FILE_BYTES(icon_180) = {
#embed "icon-180.png"
};
FILE_BYTES(icon_512) = {
#embed "icon-512.png"
};
FILE_BYTES(mark) = {
#embed "mark.svg"
};
#if __has_embed("fetched/icons.svg") == __STDC_EMBED_FOUND__
#define HAS_ICONS 1
FILE_BYTES(icons) = {
#embed "fetched/icons.svg"
};
#endif
#if __has_embed("fetched/htmx.min.js") == __STDC_EMBED_FOUND__
#define HAS_HTMX 1
FILE_BYTES(htmx) = {
#embed "fetched/htmx.min.js"
};
#endif
#if __has_embed("fetched/inter-latin.woff2") == __STDC_EMBED_FOUND__
#define HAS_FONT 1
FILE_BYTES(font) = {
#embed "fetched/inter-latin.woff2"
};
#endif

static const mainstay_asset assets[] = {
    {"css/1-tokens.css", css_tokens, sizeof css_tokens},
    {"css/2-base.css", css_base, sizeof css_base},
    {"css/3-shell.css", css_shell, sizeof css_shell},
    {"css/4-components.css", css_components, sizeof css_components},
    {"css/5-list.css", css_list, sizeof css_list},
    {"css/6-account.css", css_account, sizeof css_account},
    {"css/7-why.css", css_why, sizeof css_why},
    {"css/8-policy.css", css_policy, sizeof css_policy},
    {"css/9-form.css", css_form, sizeof css_form},
    {"css/99-print.css", css_print, sizeof css_print},
    {"js/1-app.js", js_app, sizeof js_app},
    {"js/2-pick.js", js_pick, sizeof js_pick},
    {"js/3-list.js", js_list, sizeof js_list},
    {"js/4-keys.js", js_keys, sizeof js_keys},
    {"js/5-palette.js", js_palette, sizeof js_palette},
    {"css/91-home.css", css_home, sizeof css_home},
    {"js/6-refresh.js", js_refresh, sizeof js_refresh},
    {"css/92-feedback.css", css_feedback, sizeof css_feedback},
    {"css/93-phone.css", css_phone, sizeof css_phone},
    {"js/0-ask.js", js_ask, sizeof js_ask},
    {"js/7-leave.js", js_leave, sizeof js_leave},
    {"js/8-weights.js", js_weights, sizeof js_weights},
    {"icon-180.png", icon_180, sizeof icon_180},
    {"icon-512.png", icon_512, sizeof icon_512},
    {"mark.svg", mark, sizeof mark},
#ifdef HAS_ICONS
    {"icons.svg", icons, sizeof icons},
#endif
#ifdef HAS_HTMX
    {"htmx.min.js", htmx, sizeof htmx},
#endif
#ifdef HAS_FONT
    {"inter-latin.woff2", font, sizeof font},
#endif
};

const mainstay_asset *mainstay_assets(size_t *count) {
    *count = sizeof assets / sizeof assets[0];
    return assets;
}
