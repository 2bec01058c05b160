# Pushes that are made of more and more of one thing, for tests/bench/bench: what judging them takes must grow no faster
# than what is pushed. Each is made by git fast-import in a server's repository, beside the branches that are judged.
package Growth;

use strict;
use warnings;
use feature 'signatures';
no warnings 'experimental::signatures';

use Exporter 'import';
use File::Path qw(make_path remove_tree);
use FindBin;
use Measure qw(run_checked says write_file);
use POSIX qw(strftime);
use Store qw(store_import);
our @EXPORT_OK = qw(growth_things growth_push);

my $WHEN = 1_704_103_200;

sub data ($text) { return 'data ' . length($text) . "\n$text\n" }

sub commit ($ref, $from, %given) {
	my $message = $given{message} // 'change';
	return "commit $ref\nmark :$given{mark}\ncommitter Tess <tess\@example.com> $WHEN +0000\n" . data($message)
		. ($from ? "from $from\n" : '') . join('', map { "merge $_\n" } @{$given{merge} // []})
		. join('', @{$given{files} // []});
}

sub file ($path, $text) { return "M 100644 inline $path\n" . data($text) }

# OWNERS with areas, each of one pattern, whose people take turns; `gates` for every path.
sub owners (%given) {
	my $people = $given{people} // 20;
	my @areas = map { "[area-$_]\npath = /a/$_/\naccountable = \@p" . $_ % $people . "\n" } 1 .. $given{areas} // 1;
	my @patterns = map { "/b/$_*/" } 1 .. $given{patterns} // 1;
	my @gates = map { "review.gate-$_ = \@p" . $_ % $people . "\n" } 1 .. $given{gates} // 1;
	return "[mowners]\nversion = 1\nprotect = release/*\n\n[rules]\naccountable = \@p0\n\n[all]\npath = *\n"
		. "accountable = \@p1\n" . join('', @gates) . "\n" . join("\n", @areas) . "\n[patterns]\npath = "
		. join("\n\t", @patterns) . "\naccountable = \@p2\n\n[people]\n"
		. join('', map { "\@p$_ = Person $_ <p$_\@example.com>\n" } 0 .. $people - 1);
}

# A push of one commit.
sub change ($message, @files) {
	return {}, commit('refs/heads/new', ':1', mark => 2, message => $message, files => \@files);
}

sub files ($count) { return map { file("c/$_", 1) } 1 .. $count }

# Of each thing: how many at first, and for so many of them what main's OWNERS has, and what is pushed, as git
# fast-import takes it; it makes the branch `new`.
my %things = (
	paths => [10_000, sub ($n) { change('paths', map { file('c/' . int($_ / 100) . "/$_", 1) } 1 .. $n) }],
	folders => [4000, sub ($n) { change('folders', map { file('c/' . int($_ / 100) . "/$_/x", 1) } 1 .. $n) }],
	commits => [1000, sub ($n) {
		({}, map { commit('refs/heads/new', ":$_", mark => $_ + 1, files => [file('c/' . $_ % 100, $_)]) } 1 .. $n);
	}],
	parents => [32, \&merges],
	'co-authors' => [10_000, sub ($n) {
		change("change\n\n" . join('', map { "Co-authored-by: C <c$_\@example.com>\n" } 1 .. $n), files(50));
	}],
	refs => [500, sub ($n) { change('refs', files(50)) }],
	areas => [2000, sub ($n) { change('areas', file('OWNERS', owners(areas => $n))) }],
	patterns => [8000, sub ($n) { change('patterns', file('OWNERS', owners(patterns => $n))) }],
	people => [2000, sub ($n) { change('people', file('OWNERS', owners(people => $n))) }],
	gates => [2000, sub ($n) { change('gates', file('OWNERS', owners(gates => $n))) }],
	records => [25, sub ($n) { change('records', files(1)) }],
	'gates asked' => [500, sub ($n) {
		my (undef, @push) = change('gates asked', map { file("a/$_/x", 1) } 1 .. 50);
		({gates => $n, areas => 50}, @push);
	}],
);

# A merge of so many parents, of which each has its own version of a folder.
sub merges ($count) {
	my @parents = map {
		commit('refs/heads/side', ':1', mark => $_ + 1, message => $_, files => [files(300), file('c/own', $_)])
	} 1 .. $count;
	return {}, @parents, commit('refs/heads/new', ':2', mark => $count + 2, merge => [map { ":$_" } 3 .. $count + 1],
		files => [map { file("c/$_", 2) } 1 .. 300]);
}

# Signed approvals in the store, each of another file; signing takes as long as a program of its own.
sub records ($folder, $count) {
	my ($file, $base) = ("$folder/record", says([qw(git rev-parse main)], dir => $folder));
	my ($made, $expires) = map { strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time + $_)) } -60, 86_400;
	my @records;
	for (1 .. $count) {
		my $step = sprintf 'step 000000 %s 100644 %s a/%d', '0' x 40, '1' x 40, $_;
		my $text = "mowners-approval 1\ntarget refs/heads/main\nbase $base\ndecision approve\nas *\nby p1\@example.com\n"
			. "made $made\nexpires $expires\n$step\n";
		write_file($file, $text);
		unlink "$file.sig";
		run_checked([qw(ssh-keygen -q -Y sign -n approval@mowners -f), "$folder/key", $file]);
		push @records, $text . run_checked(['cat', "$file.sig"]);
	}
	write_file("$folder/stream", store_import(commit('refs/heads/records', '', mark => 1), @records));
	run_checked(['sh', '-c', 'git fast-import --quiet <stream'], dir => $folder);
	return '0' x 40 . ' ' . says([qw(git rev-parse records)], dir => $folder) . ' refs/mowners/approvals';
}

# In the order of the table, each with how many at first.
sub growth_things {
	my @names = qw(paths folders commits parents co-authors refs areas patterns people gates records);
	return map { [$_, $things{$_}[0]] } @names, 'gates asked';
}

# A server in a new folder, with a push of so many of a thing: the lines that git tells the hook.
sub growth_push ($mowners, $folder, $thing, $count) {
	my ($rules, @push) = $things{$thing}[1]->($count);
	remove_tree($folder);
	make_path($folder);
	run_checked([qw(ssh-keygen -q -t ed25519 -N), '', qw(-C p1 -f), "$folder/key"]);
	my $signer = 'p1@example.com namespaces="approval@mowners" ' . says(['cat', "$folder/key.pub"]) . "\n";
	my $root = commit('refs/heads/main', '', mark => 1,
		files => [file('OWNERS', owners(%$rules)), file('OWNERS.signers', $signer)]);
	run_checked([qw(git init -q --bare -b main .)], dir => $folder);
	write_file("$folder/stream", join '', $root, @push);
	run_checked(['sh', '-c', 'git fast-import --quiet <stream'], dir => $folder);
	run_checked([$mowners, qw(install --server)], dir => $folder);
	return records($folder, $count) if $thing eq 'records';
	my ($old, $new) = map { says([qw(git rev-parse), $_], dir => $folder) } qw(main new);
	my $zeros = '0' x 40;
	return join "\n", map { "$zeros $new refs/heads/release/$_" } 1 .. $count if $thing eq 'refs';
	return "$old $new refs/heads/main";
}

1;
