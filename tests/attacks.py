"""What a paper, a file name, a question or an address may hold to act on who reads it."""

from __future__ import annotations

LINK = "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\"
ATTACKS = {
    # in a page
    "script": "<script>document.title='taken'</script>",
    "handler": "\"'><img src=x onerror=document.title='taken'>",
    "svg": "<svg/onload=document.title='taken'>",
    "entities": "&lt;script&gt;1&lt;/script&gt; &#60;b&#62; &amp;amp;",
    "style": "<style>body{display:none}</style> <link rel=stylesheet href=//evil.example>",
    "frame": "<iframe src=https://evil.example></iframe> <base href=//evil.example>",
    "form": "<form action=//evil.example><input name=q autofocus></form>",
    "template": "{{ 7*7 }} ${7*7} {% raw %} #{7*7} %(x)s {0}",
    # in Markdown, and Streamlit's
    "link": "[link](javascript:alert(1)) [site](https://evil.example)",
    "picture": "![](https://evil.example/x.png)",
    "addresses": "https://evil.example/a <https://evil.example> www.evil.example a@evil.example",
    "reference": "[^1]: forged [1]: https://evil.example",
    "fence": "``` ~~~ `code` **bold** __it__ ~~gone~~ # 1",
    "table": "| a | b | --- | --- |",
    "list": "1) one - two * three > four",
    "formula of LaTeX": "$x^2$ $$\\frac{1}{2}$$ \\(x\\)",
    "directives": ":red[x] :blue-background[x] :material/home: :smile: -> --",
    # in a spreadsheet
    "equals": "=1+1",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "wide": "\uff1d1+1",
    "hidden": "\u200b\ufeff=1+1",
    "exchange": "=cmd|'/C calc'!A0",
    "hyperlink": '=HYPERLINK("https://evil.example","x")',
    "quoted": '"=1+1","=2+2"',
    # in Word
    "field": 'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
    "include": "{ INCLUDEPICTURE https://evil.example/x.png }",
    "markup": "]]></w:t></w:r><w:instrText>DDEAUTO x</w:instrText>",
    "entity": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "unprintable": "a\0b\x01c\x0bd\ufffee",
    # in a terminal, and a log
    "clears": "\x1b[2J\x1b[31mred",
    "titles": "\x1b]0;taken\x07\x9d0;taken\x9c",
    "links": LINK,
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "eight bits": "\x9b31m\x90q\x9c",
    "overwrites": "good\rbad\x08\x08\x7f",
    "backwards": "paper\u202efdp.exe \u2066x\u2069 \u200fy\u061c",
    "forged line": "x\nERROR forged\r\nSet-Cookie: forged=1\u2028forged",
    # in a query
    "quote": "' OR 1=1; DROP TABLE passages; --",
    "unbalanced": 'bus" AND (passes',
    "match": "NEAR(bus passes) bus* ^bus committee:cabinet AND OR NOT",
    "wildcards": "%_% [a-z]* ?",
    # in a path
    "path": "../../etc/passwd",
    "windows": "..\\..\\windows\\win.ini",
    "device": "CON.pdf",
    "long": "x" * 300,
}
