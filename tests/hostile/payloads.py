"""Texts that would run, break out or mislead wherever an output forgot to take them for what they are: text.

Whatever runs in a page sets `window.__pwned` or asks `evil.invalid` for something; whatever runs elsewhere leaves something called `pwned`.
"""

RUN = "window.__pwned=1"
HTML = [
    f"<script>{RUN};alert(1)</script>",
    f'<img src=x onerror="{RUN}">',
    f"<svg/onload={RUN}>",
    '<img src="http://evil.invalid/pixel.png">',
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "<style>@import 'http://evil.invalid/a.css';body{display:none}</style>",
    '<base href="http://evil.invalid/"><meta http-equiv="refresh" content="0;url=http://evil.invalid/">',
    f'<a href="javascript:{RUN}" onclick="{RUN}">ici</a>',
    f'"><details open ontoggle={RUN}>',
    f"' autofocus onfocus='{RUN}' x='",
    f"</script><script>{RUN}</script>",
    f"</style></title></textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script><!-- ]]><script>{RUN}</script><![CDATA[",
    f'<form action="http://evil.invalid/"><button formaction="javascript:{RUN}">x</button></form><object data="http://evil.invalid/o"></object>',
    f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62;",
    f'<math><mtext><table><mglyph><style><img src=x onerror="{RUN}"></style></mglyph></table></mtext></math>',
]
MARKDOWN = [
    f"[cliquez](javascript:{RUN}) ![pixel](http://evil.invalid/p.png) <javascript:{RUN}>",
    f"\n\n```{{=html}}\n<script>{RUN}</script>\n```\n\n",
    f"`<script>{RUN}</script>`{{=html}} [mot]{{.x onclick={RUN}}}",
    f"\n\n::: {{.x onclick={RUN}}}\n# Un titre de trop {{#x onmouseover={RUN}}}\n:::\n\n---\ntitle: pwned\n---\n",
    "\n\n| a | b |\n|---|---|\n| [^1] | @cite |\n\n[^1]: note\n[ref]: javascript:alert(1)\n",
    "\n    code\n> quote\n- list\n1. item\n***\n===\n: caption",
    "$\\input{/etc/passwd}$ \\immediate\\write18{touch pwned} \\\\ ~x~ ^y^ --- ... <!-- x -->",
    '![a]("onerror="x) [b](data:text/html,<script>1</script>) [c](file:///etc/passwd) [d](vbscript:x)',
]
TYPST = [
    '#read("/etc/passwd")',
    '#image("../../../../etc/passwd")',
    ']#panic("pwned")[',
    '#eval("1+1") $sum_x$ @label <label> *b* _i_ `r` // x /* y',
    "#import sys: *",
]
TEMPLATES = [
    "{{ 7*7 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in y %}",
    "{# x #}",
    "{input} {0.__class__} %(x)s %s ${HOME}",
    "{{{{ cycler.__init__ }}}}",
]
FORMULAS = [
    '=HYPERLINK("http://evil.invalid/","x")',
    "=cmd|'/C calc'!A0",
    "+1+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
    '","=1+1","',
    ";=1+1;=2+2",
]
SHELL = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned #",
    "'; DROP TABLE posts; --",
    "| touch pwned",
    '" OR 1=1 --',
    "-r out pwned",
    "--results=pwned",
]
PATHS = ["../../../../pwned", "..\\..\\pwned", "/tmp/pwned", "file:///etc/passwd", "~/pwned", "CON", "a/b/../../pwned.txt", "."]
CONTROLS = [
    "\x1b[31mrouge\x1b[0m",
    "\x1b]0;pwned\x07",
    "\x1b]8;;http://evil.invalid/\x07lien\x1b]8;;\x07",
    "\x9b31m",
    "\x07\x08\x7f",
    "a\rb",
    "nul\x00nul",
]
UNSEEN = [
    "\u202egnp.eriovres\u202c",
    "\u2066\u2067retourné\u2069",
    "pan\u200bne pan\u200dne pan\u2060ne \ufeffpanne",
    "p\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 8,
    "\u200f\u200eécrit\u061c",
    "\ufffe\uffff\ufdd0 \U0001fffe",
    "\U000e0041\U000e0042 étiquettes",
    "👩\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e007f",
    "ﷺ" * 5,
]
ALL = [*HTML, *MARKDOWN, *TYPST, *TEMPLATES, *FORMULAS, *SHELL, *PATHS, *CONTROLS, *UNSEEN]

LINKS = [
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "vbscript:x",
    "file:///etc/passwd",
    f'https://evil.invalid/"onmouseover="{RUN}',
    "https://evil.invalid/<script>alert(1)</script>",
    "https://evil.invalid/a)[x](javascript:alert(1))",
    "https://evil.invalid/`{=html}`{{7*7}}#read('x')|$(touch pwned)",
    "https://user:secret@evil.invalid/x",
    "https://evil.invalid/\u202egnp.exe",
    "https://evil.invalid/../../pwned?x='; DROP TABLE posts; --",
    " https://evil.invalid/ space",
    "//evil.invalid/x",
    f"java\nscript:{RUN}",
    "https://evil.invalid/" + "l" * 3000,
]
HANDLES = [
    f"<script>{RUN}</script>",
    f'"><img src=x onerror={RUN}>',
    "=cmd|'/C calc'!A0",
    "../../pwned",
    "{{7*7}}{%raw%}",
    f"[x](javascript:{RUN})",
    "\x1b[31mrouge\u202eegrer",
    '#read("/etc/passwd")',
    "a|b`c`*d*_e_~f~^g^$h$\\i",
    "@@-2+3",
    "pan\u200bne",
    "h" * 5000,
]
TAGS = [
    f"<svg/onload={RUN}>",
    "{{7*7}}",
    "=1+1",
    f"[t](javascript:{RUN})",
    "../pwned",
    "$x_1$",
    "t" * 3000,
]
