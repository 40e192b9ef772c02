"""What an HTML e-mail is made of: 600 px wide, readable at 360, and dark where the reader is."""

from markupsafe import Markup

from quittance.templates.markup import Form

FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
INK, MUTED, LATE, LINE, ACCENT = "#1a1f2b", "#545d6e", "#7a5200", "#e4e7ed", "#2451c7"

# Style for the few readers that obey it; the inline styles below are enough without.
STYLE = Markup("""
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}
.big{font-size:26px!important}.cell{font-size:13px!important}.gap10{padding-right:6px!important}
.number{white-space:normal!important}}
@media (prefers-color-scheme:dark){.page{background:#12151c!important}.ink{color:#e8ebf1!important}
.mut{color:#a6afbf!important}.late{color:#efc169!important}.rule{border-color:#2c3341!important}
.link{color:#8fb0ff!important}.badge{background:#e8ebf1!important;color:#12151c!important}
.go{background:#8fb0ff!important}.go a{color:#0d1220!important}}
""")

PAGE = Form(
    '<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark">'
    '<meta name="format-detection" content="telephone=no,date=no,address=no">'
    "<title>{title}</title><style>{style}</style></head>\n"
    '<body class="page" style="margin:0;padding:0;background:#ffffff">\n'
    '<div style="display:none;max-height:0;overflow:hidden">{preheader}</div>\n'
    '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0"'
    ' border="0"><tr><td align="center" style="padding:0">\n'
    '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"'
    ' style="width:100%;max-width:600px">\n'
    '<tr><td class="pad" style="padding:28px 32px 20px">{header}</td></tr>\n'
    '<tr><td class="pad" style="padding:4px 32px 8px">\n{body}</td></tr>\n'
    '<tr><td class="pad rule" style="padding:18px 32px 32px;border-top:1px solid #e4e7ed">'
    "{footer}</td></tr>\n</table></td></tr></table></body></html>\n"
)
HEADER = Form(
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>'
    '<td width="44"><div class="badge" style="width:34px;height:34px;line-height:34px;'
    "border-radius:8px;background:#1a1f2b;color:#ffffff;text-align:center;font-size:14px;"
    f'font-weight:bold;{FONT}">{{initials}}</div></td>'
    f'<td class="ink" style="font-size:15px;font-weight:bold;color:#1a1f2b;{FONT}">{{name}}</td>'
    f'<td class="mut" align="right" style="font-size:13px;line-height:18px;color:#545d6e;{FONT}">'
    "{customer} {code}<br>{on}</td></tr></table>"
)
BUTTON = Form(
    '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:4px 0 16px"><tr>'
    '<td class="go" style="border-radius:8px;background:#2451c7"><a href="{url}" style="'
    "display:inline-block;padding:13px 24px;font-size:16px;line-height:22px;font-weight:bold;"
    f'color:#ffffff;text-decoration:none;{FONT}">{{label}}</a></td></tr></table>\n'
)
TABLE = Form(
    '<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">'
    "<tr>{head}</tr>\n{body}</table>\n"
)
HEAD = Form(
    '<th scope="col" align="{align}" class="mut rule cell gap{gap}"'
    ' style="padding:6px {gap}px 6px 0;'
    f'border-bottom:1px solid #cfd5de;font-size:13px;font-weight:normal;color:#545d6e;{FONT}">'
    "{label}</th>"
)
ROW = Form("<tr>{number}{due}{late}{balance}</tr>\n")
SUM_STYLE = (
    'class="ink" style="padding:9px 0;font-size:14px;line-height:20px;font-weight:bold;'
    f'color:#1a1f2b;{FONT}"'
)
SUM = Form(
    f'<tr><td colspan="2" align="left" {SUM_STYLE}>{{label}}</td>'
    f'<td colspan="2" align="right" {SUM_STYLE}>'
    '<span style="white-space:nowrap">{amount}</span></td></tr>\n'
)
LINK = Form('<a href="{url}" class="{tone}" style="color:{color}">{label}</a>')
BREAK = Markup("<br>")
BOLD = Form("<b>{text}</b>")
QUIET = Form('<br><span class="mut" style="font-size:13px;color:#545d6e">{text}</span>')
GREY = Form('<span class="mut" style="color:#545d6e">{text}</span>')
NO_BREAK = Form('<span style="white-space:nowrap">{text}</span>')
NUMBER = Form('<span class="number" style="white-space:nowrap">{text}</span>')
PAIR = Form("{label}{colon}{value}")
SENTENCE_LINK = Form("{sentence} {link}")
