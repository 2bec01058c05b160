" The same of Vim: the file that is open, into $TOKENS.
let s:kinds = {'Comment': 'comment', 'Remark': 'comment', 'Known': 'known', 'Section': 'section', 'Key': 'key',
      \ 'Handle': 'handle', 'Email': 'email', 'Number': 'number', 'Word': 'word', 'Escape': 'escape', 'Wild': 'wild',
      \ 'Exclude': 'exclude', 'Join': 'join', 'Attribute': 'attribute', 'Error': 'error', 'Patterns': 'pattern'}
let s:out = []
for s:line in range(1, line('$'))
  let s:text = getline(s:line)
  let s:from = 0
  let s:last = ''
  for s:at in range(1, strlen(s:text) + 1)
    let s:name = s:at > strlen(s:text) ? 'end' : synIDattr(synID(s:line, s:at, 1), 'name')
    let s:kind = s:name ==# 'end' ? 'end' : get(s:kinds, substitute(s:name, '^owners', '', ''), 'text')
    if s:kind !=# s:last && s:at > 1 && trim(s:text[s:from : s:at - 2]) !=# ''
      call add(s:out, s:line . ' ' . s:last . ' ' . trim(s:text[s:from : s:at - 2]))
    endif
    let s:from = s:kind ==# s:last ? s:from : s:at - 1
    let s:last = s:kind
  endfor
endfor
call writefile(s:out, $TOKENS)
