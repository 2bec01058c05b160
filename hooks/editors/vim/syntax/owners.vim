" OWNERS files of mowners, see OWNERS(5). The words are those of src/rules/keys.c, in its order: a test compares them.
if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim
syntax case match
syntax sync fromstart

syntax match ownersComment /^\s*[;#].*/
syntax match ownersRemark /\s\zs;.*/ contained

" Section lines, and keys that there are not.
syntax match ownersError /^[^ \t;#\[].*/
syntax match ownersSection /^\[[^\]]*\]/ nextgroup=ownersRemark skipwhite
syntax match ownersKnown /^\[\zs\%(mowners\|rules\|otherwise\|people\|teams\)\ze\]/ contained containedin=ownersSection
syntax match ownersKnown /^\[\zs\%(level\|freeze\)\ze [a-z0-9][a-z0-9_-]*\]/ contained containedin=ownersSection

" Keys with their values, which go on up to a line that begins at the first column and is no comment.
syntax region ownersPatterns matchgroup=ownersKey start=/^\%(path\)\ze\s*[=:]/
      \ matchgroup=NONE end=/^[^ \t;#]/me=s-1
      \ contains=ownersComment,ownersRemark,ownersExclude,ownersEscape,ownersWild
syntax region ownersText matchgroup=ownersKey start=/^\%(summary\|accept\|reason\)\ze\s*[=:]/
      \ matchgroup=NONE end=/^[^ \t;#]/me=s-1
      \ contains=ownersComment,ownersRemark
syntax region ownersChoice matchgroup=ownersKey
      \ start=/^\%(level\|mode\|evidence\|unowned\|handover\|authors\|external-accountable\|decided-by\|self-approval\)\ze\s*[=:]/
      \ matchgroup=NONE end=/^[^ \t;#]/me=s-1
      \ contains=ownersComment,ownersRemark,ownersWord
syntax region ownersValue matchgroup=ownersKey
      \ start=/^\%(accountable\|escalate\|responsible\|review\|consulted\|informed\|rights-until\|confirm-by\|version\|protect\|override\|witness\|repository\|stale-after\|people\|max-age\|from\|until\|opens\|allow\)\ze\s*[=:]/
      \ start=/^review\.[a-z0-9][a-z0-9_-]*\ze\s*[=:]/
      \ matchgroup=NONE end=/^[^ \t;#]/me=s-1
      \ contains=ownersComment,ownersRemark,ownersHandle,ownersEmail,ownersNumber,ownersJoin
syntax region ownersPerson matchgroup=ownersHandle start=/^@[A-Za-z0-9][A-Za-z0-9._/-]*\ze\s*[=:]/
      \ matchgroup=NONE end=/^[^ \t;#]/me=s-1
      \ contains=ownersComment,ownersRemark,ownersHandle,ownersEmail,ownersNumber,ownersAttribute

" What stands in values.
syntax match ownersHandle /\%(^\|[ \t,=:]\)\zs@[A-Za-z0-9][A-Za-z0-9._/-]*/ contained
syntax match ownersEmail /[^ \t,<>@=;]\+@[^ \t,<>@;]\+/ contained
syntax match ownersNumber /\%([ \t,=:]\)\zs\d\d\d\d-\d\d-\d\d[0-9TZ:.+-]*/ contained
syntax match ownersNumber /\%([ \t,=:]\)\zs\d\+[hdw]\?\ze\%([ \t,]\|$\)/ contained
syntax match ownersJoin /\%([ \t,=:]\)\zs\%(all of\|of\|after\)\ze\s/ contained
syntax match ownersAttribute /,\s*\zs\%(email\|github\|gitlab\|gitea\|org\|external\|bot\|from\|until\|away\|deputy\)\ze\%([ \t,]\|$\)/ contained
syntax match ownersWord /\<\%(lightweight\|standard\|detailed\|enforce\|advise\|signed\|forge\|pusher\|block\|warn\|allow\|rules\|accept\|both\|claimed\|proved\|no\|yes\|accountable\|any\)\>/ contained
syntax match ownersExclude /[ \t=:]\zs!/ contained
syntax match ownersEscape /\\./ contained
syntax match ownersWild /[*?]\|\[[^\]]*\]/ contained

highlight default link ownersComment Comment
highlight default link ownersRemark Comment
highlight default link ownersError Error
highlight default link ownersSection Title
highlight default link ownersKnown Keyword
highlight default link ownersKey Identifier
highlight default link ownersPatterns String
highlight default link ownersHandle Type
highlight default link ownersEmail Underlined
highlight default link ownersNumber Number
highlight default link ownersJoin Operator
highlight default link ownersAttribute Statement
highlight default link ownersWord Constant
highlight default link ownersExclude Operator
highlight default link ownersEscape SpecialChar
highlight default link ownersWild Special

let b:current_syntax = 'owners'
let &cpo = s:cpo_save
unlet s:cpo_save
