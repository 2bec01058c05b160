# What gcov -n prints, as a line a source file and a total; headers of the system are left out.
/^File / {
	file = $0
	gsub(/^File '|'$/, "", file)
}
/^Lines executed:/ && file ~ /(^|\/)src\// {
	sub(/^Lines executed:/, "")
	split($0, part, "% of ")
	# A header counts once, by its best account.
	covered = part[1] * part[2] / 100
	if (!(file in lines) || covered > hit[file]) {
		lines[file] = part[2]
		hit[file] = covered
	}
	file = ""
}
END {
	for (name in lines) {
		printf "%6.1f%% of %5d  %s\n", 100 * hit[name] / lines[name], lines[name], name | "sort -k4"
		all += lines[name]
		reached += hit[name]
	}
	close("sort -k4")
	if (all == 0) {
		print "no coverage data" >"/dev/stderr"
		exit 1
	}
	printf "%6.1f%% of %5d  total\n", 100 * reached / all, all
}
