# The responsibilities matrix.

# shellcheck disable=SC2016,SC2154 # backticks of markdown; run_split sets stderr

load helper


# The files and the rules of the sample, committed.
sample_new() {
	local file

	repo_new && cp "$BATS_TEST_DIRNAME/../data/sample/OWNERS" . || return 1
	while read -r file; do
		[[ $file == OWNERS || $file == */ || $file == '#'* || -z $file ]] || printf '%s\0' "$file"
	done <"$BATS_TEST_DIRNAME/../data/sample/tree.txt" >../list
	xargs -0 dirname -z -- <../list | xargs -0 mkdir -p -- && xargs -0 touch -- <../list && commit_all "the sample"
}

@test "the table that the sample's rules were written from comes out again" {
	sample_new
	run_split mowners --now 2026-09-01 matrix --format markdown
	[ "$status" -eq 0 ]
	# Without what tells where a cell comes from; of the patterns the first.
	diff - <(awk -F ' *[|] *' 'NR > 2 && NF > 8 { sub(/, .*/, "", $3); for (i = 2; i < 10; i++) printf "%s|", $i; print "" }' <<<"$output" |
		tr -d '@~`()' | sed 's/—/-/g' | grep -v '^lead-reply\|^ad-variant\|^otherwise\|^rules') <<-'END'
		brand|/brand/|standard|maya|brand|lin|web|content|
		logos|/brand/logos/|detailed|maya|legal|lin|-|northlight|
		photography|/brand/photography/|standard|maya|legal|sam*|-|-|
		campaigns|/campaigns/|standard|felix|brand|zoe|sales|finance|
		q4-launch|/campaigns/2026-q4-launch/|detailed|zoe|brand, legal|northlight|lucia|priya|
		campaign-briefs|/campaigns/*/brief.md|lightweight|felix|tomas|zoe|marek|-|
		campaign-budgets|/campaigns/*/budget.csv|detailed|felix|olaf|zoe|-|priya|
		email|/email/|standard|hana|brand|omar|sales|-|
		consent|/email/consent/|detailed|paul|legal|hana|-|mops|
		landing-pages|/landing-pages/|standard|kofi|content|nina, pixelforge|felix|-|
		lead-forms|/landing-pages/*/form.json|detailed|hana|marek|ravi|paul|-|
		paid-media|/paid-media/|standard|felix|brand|pixelforge|sven|finance|
		blog|/blog/|lightweight|dana|omar|northlight|lucia|-|
		crm|/crm/|detailed|hana|marek, mops|ravi|paul|-|
		tracking|/tracking/|detailed|sven|mops|ines|pixelforge|felix|
		reporting|/reporting/|standard|tomas|sven|ines|finance|priya|
		dashboards|/reporting/dashboards/|lightweight|sven|ines|ines|-|priya|
		legal|/legal/|detailed|greta|legal, lucia|omar|-|mops|
		press|/press/|detailed|amelie|legal|omar|-|priya|
		german|/localisation/de/|standard|jonas|dana|lingua|-|-|
		french|/localisation/fr/|standard|claire|dana|lingua|-|-|
		japanese|/localisation/ja/|detailed|yuki|greta|lingua|-|-|
		partner-northlight|/partners/northlight/|lightweight|dana|maya|northlight|-|-|
		partner-pixelforge|/partners/pixelforge/|standard|felix|sven|pixelforge|-|-|
		martech|/martech/|standard|tomas|ivo|ines|-|finance|
	END
	run_split mowners --now 2026-09-01 matrix --under ai-workflows/lead-reply-drafter --format tsv
	[ "$(cut -f1,3-5 <<<"$output" | head -n 3)" = $'lead-reply-drafter\tdetailed\t@noor\t-\nlead-reply-drafter-rules\t-\t-\trules=1:@tomas\nlead-reply-drafter-quality\t-\t-\tquality=1:@dana' ]
}

@test "text: a line for each pattern and gate" {
	studio_new
	COLUMNS=160 run_split mowners matrix --under brand
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		Area            Path               Level        A       Review             R              C                   I
		brand-identity  /brand/            detailed     @lena   2 of @brand-guild  @studio-north  @product-marketing  @sales
		                !/brand/sketches/                       @legal
		otherwise       -                  lightweight  @tomas  -                  -              -                   -
	END
}

@test "text: where the table is wider than the terminal, a line for each thing that is said" {
	studio_new
	COLUMNS=40 run_split mowners matrix --under brand
	[ "$status" -eq 0 ]
	local line
	while IFS= read -r line; do
		[ "${#line}" -le 40 ]
	done <<<"$output"
	[[ $output == "brand-identity, detailed
  Path    /brand/, !/brand/sketches/
  A       @lena
  Review  2 of @brand-guild, @legal
"* ]]
}

@test "text: what is outdone, what comes from others, who is from outside" {
	studio_new
	sed -i 's/^informed    = @sales/informed = @sam @ines/' OWNERS
	owners brand/deep <<-'END'
		[deep]
		path = *.psd
		       /in/
		accountable = @ines
		level = standard
	END
	mkdir brand/deep/in
	files brand/deep/in/x
	git add .
	COLUMNS=160 run_split mowners matrix --under brand/deep/in
	diff - <(echo "$output") <<-'END'
		Area            Path                  Level      A       Review             R                C                   I
		brand-identity  /brand/               detailed   @lena~  2 of @brand-guild  @studio-north    @product-marketing  @sam*
		                !/brand/sketches/                        @legal                                                  @ines
		deep            /brand/deep/**/*.psd  standard~  @ines   -                  (@studio-north)  -                   -
		                /brand/deep/in/

		~ another area outdoes it for some of its files: mowners why tells for which
		(…) the area does not set it; its files have it from others
		* from outside, or a bot
	END
}

@test "csv: as a spreadsheet takes it, and never a formula, a number or a day" {
	studio_new
	sed -i 's/^\[claims\]/[2026-10]/; s|^path   = disclaimers/|path = =cmd"x/\n       +a,b/|; s/^review = @legal/review.two = 2 of @lena paul@example.com @ines/' OWNERS
	sed -i "s/^\[people\]/[may-2026]\npath = 'quoted\n\n&/" OWNERS
	run_split mowners matrix --format csv
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		"Area","Path","Level","A","Review","R","C","I"
		"brand-identity","/brand/
		!/brand/sketches/","detailed","lena","2 of brand-guild
		legal","studio-north","product-marketing","sales"
		"'2026-10","'=cmd""x/
		+a,b/
		*.claims.md","","","2 of lena paul@example.com ines (two)","","",""
		"'may-2026","''quoted","","","","","",""
		"otherwise","","lightweight","tomas","","","",""
		"rules","","","tomas","","","",""
	END
}

@test "markdown: nothing in a cell is markup" {
	studio_new
	sed -i 's/^path   = disclaimers\//path = a|b_c`d\/\n       日本\//' OWNERS
	run_split mowners matrix --format markdown
	[[ $output == *'| ``a\|b_c`d/``, `日本/`, `*.claims.md` |'* ]]
	# Every row has as many cells as the heading.
	[ "$(grep '^|' <<<"$output" | sed 's/\\|//g' | tr -cd '|\n' | sort -u)" = '|||||||||' ]
}

@test "what files have in the end" {
	studio_new
	COLUMNS=160 run_split mowners matrix --effective
	diff - <(echo "$output") <<-'END'
		Area            Path                   Level        A       Review             R              C                   I
		rules           OWNERS                 standard     @tomas  -                  -              -                   -
		brand-identity  brand/logo.svg         detailed     @lena   2 of @brand-guild  @studio-north  @product-marketing  @sales
		                                                            @legal
		otherwise       2 files                lightweight  @tomas  -                  -              -                   -
		otherwise       email/offer.claims.md  lightweight  @tomas  @legal             -              -                   -
	END
	COLUMNS=160 run_split mowners matrix --effective --format json
	[ "$(jq -c '[.by, (.rows[] | [.area, .files, .folder])]' <<<"$output")" = '["effective",["rules",1,""],["brand-identity",1,"brand/"],["otherwise",2,""],["otherwise",1,"email/"]]' ]
}

@test "by person: what each has to do" {
	studio_new
	run_split mowners --now 2026-11-22 matrix --by person
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		Person  Areas  Files  Gates  Reviews  Only
		@lena       1      1      1        1     -
		@marc       -      -      1        1     -
		@ines       -      -      1        1     -
		@tomas      2      4      -        -     -
		@greta      -      -      1        2     -
		@paul       -      -      1        2     -
	END
	# A week later Paul is gone, so that nobody but Greta can agree for @legal.
	run_split mowners --now 2026-12-06 matrix --by person --format tsv
	[ "$(grep @greta <<<"$output" | cut -f6)" -eq 2 ]
	[ "$(mowners --now 2026-11-22 matrix --by person --format ndjson | jq -r .person | head -n 1)" = @lena ]
	[ "$(mowners --now 2026-11-22 matrix --by person --format csv | sed -n 2p)" = '"lena",1,1,1,1,0' ]
	[ "$(mowners --now 2026-11-22 matrix --by person --format markdown | sed -n 2p)" = '| -------- | ----: | ----: | ----: | ------: | ---: |' ]
}

@test "json: what an area sets, and what its files have from others" {
	studio_new
	run_split mowners --now 2026-11-22 matrix --format json
	[ "$(jq -c '.rows[1] | [.area, .accountable, .paths, .files, .decides, .outdone, .from_others.accountable, .from_others.level]' <<<"$output")" = '["claims",null,["disclaimers/","*.claims.md"],1,0,[],"@tomas","lightweight"]' ]
	[ "$(jq -c '.rows[0] | [.section, .summary, .level, .review[0].people]' <<<"$output")" = '["OWNERS:11","Logos, colours, typefaces","detailed",["@lena","@marc","@ines"]]' ]
	[ "$(jq -c '.rows[0].people | map([.person, .roles[]])' <<<"$output")" = '[["@lena","accountable","review"],["@marc","review","informed"],["@ines","review","consulted"],["@greta","review"],["@paul","review"],["@ella","responsible"],["@sam","responsible"]]' ]
	[ "$(mowners --now 2027-06-01 matrix --effective --format json | jq -c '.rows[1].people | map(.person)')" = '["@lena","@marc","@ines","@greta","@sam"]' ]
	[ "$(mowners --now 2026-11-22 matrix --format ndjson | jq -c 'del(.mowners)')" = "$(jq -c '.rows[]' <<<"$output")" ]
	[ "$(mowners --now 2026-11-22 matrix --format tsv -z | tr '\0' '|' | cut -d'|' -f1,2)" = 'brand-identity|/brand/,!/brand/sketches/' ]
}

@test "html: one page that holds nothing but text from the repository" {
	studio_new
	sed -i 's/Lena Fischer/Lena "\& Co"/; s/^summary  *= .*/summary = <\/style><script>alert(1)<\/script>/' OWNERS
	mkdir '<i>' && touch '<i>/a.claims.md' && git add .
	run_split mowners --now 2026-11-30 matrix --format html
	[ "$status" -eq 0 ]
	[[ $output == '<!DOCTYPE html>'*'</html>' ]]
	[[ $output != *'alert(1)</script'* && $output != *'<i>'* ]]
	[[ $output == *'&lt;i&gt;'*'&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;'* ]]
	[[ $output == *'title="@lena"><span>Lena &quot;&amp; Co&quot;</span>'* ]]
	# Letters: the first area by everybody; what the second does not set is there too, in another way.
	[[ $output == *'>brand-identity</span>'*'<td class=p><b class="letter A">A</b><b class="letter V">V</b><td class=p><b class="letter V">V</b><b class="letter I">I</b>'* ]]
	[[ $output == *'>claims</span>'*'<b class="letter other">A</b>'*'<td class=t>'* ]]
	[[ $output == *'2 of @brand-guild'* && $output == *'class="flag">no-signer<'* && $output == *', on 2026-11-30'* ]]
	page=$output
	run_split mowners --now 2026-11-30 matrix --format html -o page.html
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(<page.html)" = "$page" ]
	ln -s page.html link
	run_split mowners matrix -o link
	[ "$status" -eq 2 ]
	run_split mowners matrix -o nowhere/page.html
	[ "$status" -eq 3 ]
	run_split mowners matrix --by person --format html
	[[ $output == *'Who has how much to do'* && $output != *'id="grid"'* ]]
	run_split mowners matrix --effective --under brand --format html
	[[ $output == *'<code>brand/logo.svg</code>'* ]]
}

@test "html: in a language that is asked for, whatever the locale" {
	studio_new
	LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 run_split mowners matrix --format html
	[[ $output == *'<html lang="en">'*'Who decides what'* ]]
	git config mowners.lang fr
	run_split mowners matrix --format html
	[[ $output == *'<html lang="fr">'*'Qui décide quoi'*'<p lang="en">'* ]]
	run_split mowners matrix --lang de --format html
	[[ $output == *'<html lang="de">'*'Zuständigkeitsmatrix'*'title="@lena"'*'2 of @brand-guild'* ]]
	git config mowners.lang da
	run_split mowners matrix --format html
	[ "$status" -eq 2 ]
	[[ $stderr == *'git config mowners.lang is en, de or fr'* ]]
	run_split mowners matrix --lang de
	[ "$status" -eq 2 ]
	[[ $stderr == *'--lang goes with --format html'* ]]
}

@test "nothing there, errors, wrong usage" {
	studio_new
	run_split mowners matrix --under nowhere
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	run_split mowners matrix --under nowhere --format json
	[ "$status" -eq 1 ]
	[ "$(jq -c . <<<"$output")" = '{"mowners":1,"by":"area","rows":[]}' ]
	run_split mowners matrix --under nowhere --format csv -o there.csv
	[ "$status" -eq 1 ]
	[ "$(cat there.csv)" = '"Area","Path","Level","A","Review","R","C","I"' ]
	run_split mowners matrix --effective --by person
	[ "$status" -eq 2 ]
	run_split mowners matrix -z
	[ "$status" -eq 2 ]
	run_split mowners matrix brand
	[ "$status" -eq 2 ]
	echo 'levl = detailed' >>OWNERS
	run_split mowners matrix
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	run_split mowners matrix --rules HEAD
	[ "$status" -eq 0 ]
	rm OWNERS
	run_split mowners matrix
	[ "$status" -eq 1 ]
	[[ $stderr == *"no OWNERS file"* ]]
}
