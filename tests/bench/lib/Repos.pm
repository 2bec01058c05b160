# The repositories and lists that tests/bench/bench measures: made by tests/bench/make-repo when they are first asked
# for, kept in one folder, and used again while the options and the generator are the same.
package Repos;

use strict;
use warnings;
use feature 'signatures';
no warnings 'experimental::signatures';

use Digest::SHA;
use Exporter 'import';
use File::Path qw(remove_tree);
use FindBin;
use Measure qw(run_checked says write_file);
our @EXPORT_OK = qw(repos_setup repository real_repository pictures landed land listing server git tip some_path %REPOSITORIES);

our %REPOSITORIES;    # those in use: dir, options, the id of main, tip
my ($work, $mowners, %wanted);
my $make = "$FindBin::Bin/make-repo";

# work: the folder; mowners: the program; sizes: of the repositories, and of what is long in them.
sub repos_setup (%given) {
	my %size = %{$given{sizes}};
	($work, $mowners) = @given{qw(work mowners)};
	%wanted = (
		small => ['--files', $size{small}, qw(--patterns 300 --nested 20 --commits 1300 --last 1000)],
		large => ['--files', $size{large}, qw(--patterns 6000 --nested 300 --commits 1300 --last 1000)],
		huge => ['--files', $size{huge}, qw(--patterns 4000 --nested 1000 --bare --commits), $size{long}],
		areas => ['--files', $size{list}, qw(--patterns 4600 --nested 100 --commits 10)],
		push => ['--files', $size{push}, qw(--patterns 1000 --nested 20 --commits 100 --last 1000 --approved --bare)],
		few => ['--files', $size{push}, qw(--patterns 1000 --nested 20 --commits 20 --last 100 --bare --records 100)],
		some => ['--files', $size{push}, qw(--patterns 1000 --nested 20 --commits 20 --last 100 --bare --records),
			int $size{records} / 10],
		many => ['--files', $size{push}, qw(--patterns 1000 --nested 20 --commits 20 --last 100 --bare --records),
			$size{records}],
	);
	return;
}

# Where something of these options is kept.
sub place ($name, @options) {
	my $sum = Digest::SHA->new(256);
	$sum->addfile($_) for $make, "$FindBin::Bin/lib/World.pm", "$FindBin::Bin/lib/Store.pm";
	return join '-', "$work/$name", substr($sum->hexdigest, 0, 8), join('_', @options) =~ s/--//gr =~ s/[^\w.]+/_/gr;
}

sub made ($name, @options) {
	my $folder = place($name, @options);
	if (!-e "$folder.made") {
		print STDERR "making $name: @options\n";
		remove_tree($folder);
		write_file("$folder.made", run_checked([$make, @options, $folder]));
	}
	return $folder;
}

# One by its name; its folder.
sub repository ($name) {
	return $REPOSITORIES{$name}{dir} if $REPOSITORIES{$name};
	return sample() if $name eq 'sample';
	my $dir = made($name, @{$wanted{$name}});
	$REPOSITORIES{$name} = {dir => $dir, options => "@{$wanted{$name}}", tip => 'HEAD',
		main => git($dir, qw(rev-parse HEAD))};
	return $dir;
}

# The example of tests/demo, on its server.
sub sample {
	my $folder = "$work/sample";
	remove_tree($folder);
	run_checked(["$FindBin::Bin/../demo/demo", $mowners, $folder]);
	$REPOSITORIES{sample} = {dir => "$folder/acme-marketing.git", options => 'of tests/demo', tip => 'HEAD'};
	return $REPOSITORIES{sample}{dir};
}

# Pictures of 2 MiB on a branch; they are what no compression makes smaller.
sub pictures ($count) {
	my $folder = "$work/pictures-$count";
	return $folder if -e "$folder.made";
	remove_tree($folder);
	run_checked(['git', 'init', '-q', '-b', 'main', $folder]);
	run_checked(['git', '-C', $folder, 'config', 'mowners.target', 'main']);
	srand 1;
	my $noise = join '', map { pack 'N', rand 2**32 } 1 .. 2**19;
	open my $stream, '|-', 'git', '-C', $folder, qw(-c core.compression=0 fast-import --quiet --depth=0)
		or die "no git: $!\n";
	my $owners = "[mowners]\nversion = 1\n[people]\n\@ana = Ana <ana\@example.com>\n[rules]\naccountable = \@ana\n"
		. "[pictures]\npath = *\naccountable = \@ana\n";
	for my $branch (qw(main topic)) {
		print $stream "commit refs/heads/$branch\ncommitter P <p\@example.com> 1700000000 +0000\ndata 0\n";
		print $stream $branch eq 'main' ? '' : "from refs/heads/main\n";
		print $stream 'M 100644 inline OWNERS', "\ndata ", length $owners, "\n$owners\n";
		for my $i (1 .. ($branch eq 'main' ? 0 : $count)) {
			my $at = 4096 * $i % length $noise;
			my $picture = "\x89PNG\r\n\x1a\n$i" . substr($noise, $at) . substr($noise, 0, $at);
			print $stream "M 100644 inline pictures/$i.png\ndata ", length $picture, "\n$picture\n";
		}
	}
	close $stream or die "git fast-import failed\n";
	write_file("$folder.made", '');
	return $folder;
}

# The tree and the rules of tests/data/sample, and so many commits that landed, an hour after one another, up to a day
# before $LANDED; each changes two files.
our $LANDED = 1_793_000_000;
sub landed ($count) {
	my $folder = "$work/landed-$count";
	return $folder if -e "$folder.made";
	remove_tree($folder);
	run_checked(['git', 'init', '-q', '--bare', '-b', 'main', $folder]);
	my @files = grep { $_ ne 'OWNERS' } split /\n/, says(['cat', "$FindBin::Bin/../data/sample/tree.txt"]);
	my $rules = says(['cat', "$FindBin::Bin/../data/sample/OWNERS"]);
	my %first = ((map { $_ => "$_\n" } @files), OWNERS => "$rules\n");
	add_commit($folder, $LANDED - 86_400 - $count * 3600, %first);
	add_commits($folder, map { [$LANDED - 86_400 - ($count - $_) * 3600, two_files($_, @files)] } 1 .. $count - 1);
	write_file("$folder.made", '');
	return $folder;
}

sub two_files ($i, @files) {
	return map { $files[$_ % @files] => "$i\n" } $i * 7, $i * 7 + 1 + $i % 50;
}

# One more, which changes two files.
sub land ($folder, $i) {
	my @files = grep { $_ ne 'OWNERS' } split /\n/, git($folder, qw(ls-tree -r --name-only HEAD));
	return add_commit($folder, $LANDED - 86_400 + $i, two_files($i, @files));
}

sub add_commit ($folder, $time, %files) { return add_commits($folder, [$time, %files]) }

sub add_commits ($folder, @commits) {
	my $from = eval { git($folder, qw(rev-parse -q --verify main)) };
	open my $stream, '|-', 'git', '-C', $folder, qw(fast-import --quiet) or die "no git: $!\n";
	for (@commits) {
		my ($time, %files) = @$_;
		print $stream "commit refs/heads/main\ncommitter P <p\@example.com> $time +0000\ndata 6\nchange\n";
		print $stream "from $from\n" if $from;
		undef $from;
		print $stream "M 100644 inline $_\ndata ", length $files{$_}, "\n$files{$_}\n" for sort keys %files;
	}
	close $stream or die "git fast-import failed\n";
	return;
}

# Somebody's, and the name that it goes by: as it is if `readable`, else a clone with OWNERS files made up on top.
sub real_repository ($path, $readable) {
	my $name = $path =~ s{/*(?:\.git)?/*$}{}r =~ s{.*/}{}r;
	$name .= '-real' if $wanted{$name} || $name eq 'sample' || $REPOSITORIES{$name};
	my @over = ('--over', $path, qw(--patterns 1000 --nested 20));
	my $dir = $readable ? $path : made($name . '-' . substr(git($path, qw(rev-parse HEAD)), 0, 8), @over);
	$REPOSITORIES{$name} = {dir => $dir, options => $readable ? "$path, its own OWNERS files" : "@over",
		tip => $readable ? 'HEAD' : 'HEAD~1', main => git($dir, qw(rev-parse HEAD))};
	return $name;
}

# The server that `push` is: main has yet to move to the last commit. Returns its folder, and where main is and goes.
sub server {
	my $dir = repository('push');
	my $new = eval { git($dir, qw(rev-parse -q --verify refs/heads/new)) } // git($dir, qw(rev-parse main));
	git($dir, 'update-ref', 'refs/heads/new', $new);
	git($dir, 'update-ref', 'refs/heads/main', "$new~1");
	run_checked([$mowners, qw(install --server)], dir => $dir);
	return $dir, git($dir, qw(rev-parse main)), $new;
}

# A list of paths, patterns, or an OWNERS file; its file.
sub listing ($what, @options) {
	my $file = place($what, @options);
	if (!-e $file) {
		write_file("$file.new", run_checked([$make, '--print', $what, @options]));
		rename "$file.new", $file or die "cannot rename $file: $!\n";
	}
	return $file;
}

sub git ($dir, @words) { return says(['git', '-C', $dir, @words]) }

# The last commit that is more than OWNERS files of ours.
sub tip ($name) { return $REPOSITORIES{$name}{tip} }

# A file in the middle of the tree.
sub some_path ($dir) {
	my @paths = split /\0/, git($dir, qw(ls-tree -r -z --name-only HEAD));
	return $paths[@paths / 2];
}

1;
