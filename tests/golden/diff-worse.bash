# A review that is gone, somebody else who decides, a team that changes.
studio_new
sed -i '/^              @legal/d; s/^accountable = @lena/accountable = @ines/; s/^@legal .*/@legal = @greta @marc/' OWNERS
ask 0 diff HEAD
