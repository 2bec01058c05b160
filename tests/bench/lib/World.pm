# What tests/bench/make-repo fills its repositories with: the folders and files of an invented marketing department, and
# the OWNERS files that belong to them. Pure: numbers in, texts out. Everything comes from perl's own rand, which with
# the same srand says the same on every machine; so nothing here may depend on the order of a hash.
package World;

use strict;
use warnings;
use feature 'signatures';
no warnings 'experimental::signatures';

use Exporter 'import';
our @EXPORT_OK = qw(make_tree file_name make_patterns make_owners guest pick @SIGNERS);

use constant FILE_MAX => 1_000_000;    # bytes of an OWNERS file; mowners reads 1 MiB

my @TOPS = qw(brand campaigns email web social blog events legal partners press product sales);
my @WORDS = qw(hero banner logo teaser offer price footer header icon card cover detail draft final flyer gallery invite
	launch layout mail map menu note page photo plan poster quote report script sheet slide spot story summer table terms
	text title tour video winter spring autumn);
my @ENDS = qw(png png png jpg jpg jpg svg svg psd pdf html css md md txt csv json woff2 mp4 indd docx xlsx);
my @FIXED = qw(brief.md README.md budget.csv rights.ini copy.docx);
my @SYLLABLES = qw(ka ri mo ta lu ne so vi pa do be fu gi ha ju ko la mi no pe);
use constant NAMES_IN_FILES => 5000;     # so many invented names occur in file names
use constant NAMES => 160_000;

# Who decides: they alone have keys, the first three of RFC 8032, section 7.1 (secret, public), which everybody knows.
our @SIGNERS = (
	['ana', '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
		'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'],
	['ben', '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
		'3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'],
	['cleo', 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
		'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025'],
);
use constant PEOPLE => 200;              # the last GUESTS of them own nothing
use constant GUESTS => 20;
use constant TEAMS => 21;                # team N has one of the signers, in turn

sub pick ($list) { return $list->[int rand @$list] }

# A product, campaign or agency that nobody has heard of: of NAMES different ones.
sub name ($number) {
	my $word = '';
	for (1 .. 3 + ($number >= 8000)) {
		$word .= $SYLLABLES[$number % 20];
		$number = int $number / 20;
	}
	return $word;
}

# ---- Folders and files -----------------------------------------------------------------------------------------------

sub folder_name {
	my $kind = rand;
	return pick(\@WORDS) if $kind < .4;
	return 2019 + int rand 8 if $kind < .5;
	return pick([qw(en de fr es it pl ja)]) if $kind < .6;
	return name(int rand NAMES_IN_FILES);
}

# The name of file NUMBER of a folder; no two of one folder are equal.
sub file_name ($number) {
	return pick(\@FIXED) if $number == 0;
	my $word = rand() < .7 ? pick(\@WORDS) : name(int rand NAMES_IN_FILES) . '-' . pick(\@WORDS);
	return sprintf '%s-%02d.%s', $word, $number, pick(\@ENDS);
}

# Folders 2 to 6 deep with 5 to 60 files each, one in 400 with up to 2,000. Returns two lists, of folders and of files.
sub make_tree ($wanted) {
	my (@folders, @files, %taken);
	my @parents = @TOPS;
	while (@files < $wanted) {
		my $parent = rand() < .3 ? pick(\@TOPS) : pick(\@parents);
		my $folder = $parent . '/' . folder_name();
		$folder .= '-' . @folders if $taken{$folder}++;
		push @folders, $folder;
		push @parents, $folder if $folder =~ tr{/}{} < 5;
		my $count = int rand 400 ? 5 + int rand 56 : 500 + int rand 1500;
		$count = $wanted - @files if $count > $wanted - @files;
		push @files, map { "$folder/" . file_name($_) } 0 .. $count - 1;
	}
	return \@folders, \@files;
}

# ---- Patterns --------------------------------------------------------------------------------------------------------

# Most name a place. Those that hold everywhere name something that is not everywhere, but for a few `*.png`.
my @KINDS = (
	[45, sub ($w) { '/' . pick($w->{folders}) . '/' }],
	[18, sub ($w) { '/' . pick($w->{folders}) . '/*.' . pick(\@ENDS) }],
	[12, sub ($w) { '/' . pick($w->{files}) }],
	[6, sub ($w) { pick($w->{files}) =~ s{.*/}{}r }],
	[4, sub ($w) { name(int rand NAMES_IN_FILES) . '/' }],
	[3, sub ($w) { '**/' . name(int rand NAMES_IN_FILES) . '/' . pick(\@WORDS) . '-*' }],
	[5, sub ($w) { '*' . name(int rand 4 * NAMES_IN_FILES) . '*' }],
	[5, sub ($w) { '*.' . (rand() < .1 ? '' : name(int rand 8000) . '.') . pick(\@ENDS) }],
	[2, sub ($w) { '/' . (pick($w->{folders}) =~ s{[^/]*$}{*}r) . '/' . pick(\@WORDS) . '-*' }],
);
my $WEIGHT = 0;
$WEIGHT += $_->[0] for @KINDS;

# One pattern of a kind that people write, other than all in %$seen. Where there are no more, one that matches nothing.
sub mixed_pattern ($world, $seen) {
	for (1 .. 20) {
		my $at = rand $WEIGHT;
		my $kind = 0;
		$kind++ while ($at -= $KINDS[$kind][0]) >= 0;
		my $pattern = $KINDS[$kind][1]->($world);
		return $pattern unless $seen->{$pattern}++;
	}
	my $number = keys %$seen;
	$seen->{"/archive/$number/"} = 1;
	return "/archive/$number/";
}

# KIND: "mixed", or "words": *word* and nothing else. The first of many are the same as of few.
sub make_patterns ($world, $kind, $count) {
	my %seen;
	return map { '*' . name($_ * 7919 % (4 * NAMES_IN_FILES)) . '*' } 0 .. $count - 1
		if $kind eq 'words' && $count <= 4 * NAMES_IN_FILES;
	return map { '*' . name($_ * 7919 % NAMES) . '*' } 0 .. $count - 1 if $kind eq 'words';
	return map { mixed_pattern($world, \%seen) } 1 .. $count;
}

# ---- OWNERS ----------------------------------------------------------------------------------------------------------

sub handle ($number) { return sprintf '@p%03d', $number % (PEOPLE - GUESTS) }

# The e-mail of somebody who has no say.
sub guest ($number) { return sprintf 'p%03d@example.com', PEOPLE - GUESTS + $number % GUESTS }

sub make_people {
	my $text = "[people]\n";
	my @names = map { $_->[0] } @SIGNERS;
	$text .= "\@$names[$_] = \u$names[$_] Ames <$names[$_]\@example.com>, deputy \@$names[$_ - 1]\n" for 0 .. $#names;
	$text .= sprintf "\@p%03d = Person %d <p%03d\@example.com>\n", $_, $_, $_ for 0 .. PEOPLE - 1;
	$text .= "\n[teams]\n";
	for my $team (0 .. TEAMS - 1) {
		my $members = join ' ', map { handle($team * 7 + $_) } 0 .. 2 + $team % 4;
		$text .= "\@team-$team = \@$SIGNERS[$team % @SIGNERS][0] $members\n";
	}
	return $text;
}

# An area of some patterns. What it asks for, the three signers together can give: gates are teams that have one of
# them, and where two people are wanted, there are gates of two.
sub area ($number, @patterns) {
	my $text = "[area-$number]\npath = " . join("\n\t", @patterns) . "\n";
	my $team = int rand TEAMS;
	$text .= 'accountable = @' . pick(\@SIGNERS)->[0] . "\n" if rand() < .8;
	if (rand() < .05) {
		$text .= "review = \@team-$team\n\t\@team-" . ($team + 1) % TEAMS . "\nlevel = detailed\n";
	} elsif (rand() < .4) {
		$text .= "review = \@team-$team\n";
	}
	$text .= 'responsible = ' . handle(int rand PEOPLE) . "\n" if rand() < .5;
	$text .= 'informed = @team-' . int(rand TEAMS) . ' ' . handle(int rand PEOPLE) . "\n" if rand() < .2;
	return $text . "\n";
}

# Patterns of a nested file speak of what lies in its folder.
sub nested_owners ($number) {
	return area($number, '*.' . pick(\@ENDS), pick(\@WORDS) . '-*');
}

# The OWNERS files of a repository: a hash of path and text. `nested` of them lie in folders, with two patterns each of
# the `patterns`. What would make the root file too long goes to the files of the folders at the top.
sub make_owners ($world, %options) {
	my ($nested, $area) = ($options{nested}, 0);
	my @patterns = make_patterns($world, $options{kind}, $options{patterns} - 2 * $nested);
	my %text = (OWNERS => "[mowners]\nversion = 1\n\n[rules]\naccountable = \@ana\n\n[otherwise]\naccountable = \@ana\n"
		. "level = lightweight\n\n" . make_people() . "\n");
	my @places = ('OWNERS', map { "$_/OWNERS" } @TOPS);
	while (@patterns) {
		my @some = splice @patterns, 0, 1 + int rand 8;
		shift @places while @places && length($text{$places[0]} // '') > FILE_MAX;
		die "so many patterns do not fit into OWNERS files of 1 MiB\n" unless @places;
		my ($top) = $places[0] =~ m{^(.*)/};
		# The same pattern, as seen from the folder of its file.
		s{^/(?:\Q$top\E/)?(?=.)}{/} for defined $top ? @some : ();
		my %once;
		# The third takes something back, now and then.
		$some[2] = "!$some[2]" if @some > 2 && rand() < .1;
		$text{$places[0]} .= area(++$area, grep { !$once{$_}++ } @some);
	}
	my @folders = @{$world->{folders}};
	for my $number (1 .. $nested) {
		last unless @folders;
		my ($folder) = splice @folders, int rand @folders, 1;
		$text{"$folder/OWNERS"} = nested_owners($number);
	}
	return \%text;
}

1;
