# The store of approvals of a repository, for tests/bench/bench: how long it takes to look something up, to add a record of
# one step, to bring two stores together, and for git to push one record, to fetch it, and to fetch all of it into an
# empty repository. Each begins with repositories that share the objects of the one that is measured, made anew and not
# timed; the server is of git alone, without hooks.
package Stores;

use strict;
use warnings;
use utf8;
use feature 'signatures';
no warnings 'experimental::signatures';

use Exporter 'import';
use File::Path qw(remove_tree);
use JSON::PP;
use Measure qw(run_checked says write_file median show_count);
use Time::HiRes qw(time);
our @EXPORT_OK = qw(store_seconds store_rows);

my $REF = 'refs/mowners/approvals';

# An empty repository with the objects of others; with its store at a commit, if one is given.
sub empty ($folder, $commit, @others) {
	remove_tree($folder);
	run_checked([qw(git init -q --bare), $folder]);
	write_file("$folder/objects/info/alternates", join '', map { "$_/objects\n" } @others);
	says(['git', '-C', $folder, 'update-ref', $REF, $commit]) if $commit;
	return $folder;
}

# The seconds of each round of a mode of workload.
sub rounds_of ($workload, @arguments) {
	return map { $_ / 1e9 } @{decode_json(run_checked([$workload, @arguments]))->{times}};
}

sub timed ($rounds, $prepare, @command) {
	return map {
		$prepare->();
		my $start = time;
		run_checked([@command]);
		time - $start;
	} 1 .. $rounds;
}

# Of a repository in `dir`: name of a row => its seconds, a list each. `work`: a folder for this.
sub store_seconds ($dir, $workload, $work, $rounds) {
	my ($objects) = map { -d "$dir/.git" ? "$dir/.git" : $_ } $dir;
	my $commit = says(['git', '-C', $dir, 'rev-parse', $REF]);
	my ($ours, $new) = map { "$work/$_" } qw(ours.git new.git);
	my %seconds;
	$seconds{'look-up'} = [rounds_of($workload, 'look-up', $rounds, $dir, 'HEAD~1', 'HEAD')];
	$seconds{add} = [rounds_of($workload, 'add', $rounds, empty($ours, $commit, $objects), 1)];
	$seconds{union} = [rounds_of($workload, 'union', $rounds, empty($ours, $commit, $objects))];
	my ($next) = split /\n/, run_checked([$workload, 'grow', empty($ours, $commit, $objects), 1]);
	$seconds{push} = [timed($rounds, sub { empty($new, $commit, $objects) },
		'git', '-C', $ours, qw(push -q), $new, "$next:$REF")];
	$seconds{fetch} = [timed($rounds, sub { empty($new, $commit, $objects) },
		'git', '-C', $new, qw(fetch -q), $ours, "$REF:$REF")];
	$seconds{clone} = [timed($rounds, sub { empty($new, undef) }, 'git', '-C', $new, qw(fetch -q), "file://$objects",
		"$REF:$REF")];
	remove_tree($ours, $new);
	return \%seconds;
}

# What bars and aims are about.
my %limits = ('look-up' => [2.2, 1.0], push => [2.5, 1.0], fetch => [2.5, 1.0]);

# Rows as bench adds them, from [records, what store_seconds found] of each store, the smallest first: that one as it is,
# the others beside it.
sub store_rows (@found) {
	my ($fewest, $few) = @{shift @found};
	my @rows;
	for my $name (qw(look-up add union push fetch clone)) {
		my $least = median(@{$few->{$name}});
		push @rows, {name => "store-$name", repository => "$fewest records", value => $least,
			seconds => {ours => $few->{$name}}};
		for (@found) {
			my ($records, $seconds) = @$_;
			my $ours = median(@{$seconds->{$name}});
			push @rows, {name => "store-$name", repository => show_count($records) . " ÷ $fewest", ours => $ours,
				beside => $least, ratio => $ours / $least, bar => $limits{$name}[0], aim => $limits{$name}[1],
				seconds => {ours => $seconds->{$name}, beside => $few->{$name}}};
		}
	}
	return @rows;
}

1;
