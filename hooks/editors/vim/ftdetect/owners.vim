autocmd BufRead,BufNewFile OWNERS setfiletype owners
