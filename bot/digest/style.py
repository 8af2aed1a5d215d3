"""How the pages of the archive look: on a phone and a desk, by day and by night."""

CSS = """
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --paper: #fdfdfc; --dim: #59626e; --line: #d8dce1; --link: #0b57a4;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7eb; --paper: #14171b; --dim: #9aa4b1; --line: #333a43; --link: #86b8f5; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 Georgia, "Noto Serif", serif;
}
main { max-width: 42rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .5rem; }
article, section { border-top: 1px solid var(--line); padding: 1rem 0; }
blockquote { margin: .5rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid var(--line); }
p { margin: .25rem 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: .6rem 0; }
nav, small, .about, .source { color: var(--dim); font: .875rem/1.5 system-ui, sans-serif; }
.about { margin-bottom: 1rem; }
.question { font-style: italic; }
a { color: var(--link); text-underline-offset: .15em; }
nav a, li > a { display: inline-block; padding: .35rem 0; }
"""
