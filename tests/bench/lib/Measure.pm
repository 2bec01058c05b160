# What tests/bench/bench measures with: commands alternately under hyperfine, their memory under time(1), and the words
# that figures are printed in.
package Measure;

use strict;
use warnings;
use utf8;
use feature 'signatures';
no warnings 'experimental::signatures';

use Exporter 'import';
use File::Temp;
use JSON::PP;
our @EXPORT_OK = qw(run_checked says write_file alternate spent memory median quote show_time show_bytes show_count);

# Runs a command (words) in a folder, with further variables; its whole output, or death with what it said. `status`:
# the one it should have.
sub run_checked ($command, %at) {
	my $file = File::Temp->new;
	my $pid = fork // die "cannot fork: $!\n";
	if ($pid == 0) {
		local %ENV = (%ENV, %{$at{env} // {}});
		chdir($at{dir} // '.') or exit 126;
		open STDIN, '<', '/dev/null' or exit 126;
		open STDOUT, '>&', $file or exit 126;
		open STDERR, '>&', $file or exit 126;
		no warnings 'exec';
		exec {$command->[0]} @$command or exit 127;
	}
	waitpid $pid, 0;
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	open my $said, '<', $file->filename or die "no output: $!\n";
	my $text = do { local $/; readline $said } // '';
	die "'@$command' ended with status $status: " . substr($text, 0, 500) . "\n" if $status != ($at{status} // 0);
	return $text;
}

# The same without a line feed at the end.
sub says ($command, %at) { return run_checked($command, %at) =~ s/\n\z//r }

sub write_file ($path, $text) {
	open my $file, '>', $path or die "cannot write $path: $!\n";
	print $file $text;
	close $file or die "cannot write $path: $!\n";
	return;
}

sub median (@values) {
	die "nothing was measured\n" unless @values;
	my @sorted = sort { $a <=> $b } @values;
	return ($sorted[$#sorted / 2] + $sorted[@sorted / 2]) / 2;
}

# A word for hyperfine, which takes words apart as a shell does.
sub quote ($word) { return $word =~ m{\A[\w./:=~,\@+-]+\z} ? $word : q(') . ($word =~ s/'/'\\''/gr) . q(') }

# One run of each, all in one call of hyperfine; the seconds of each. They share the first one's folder and variables.
sub run_once ($file, @commands) {
	my @seconds;
	my %at = %{$commands[0]{at}};
	run_checked(['hyperfine', '-N', '-i', '--style', 'none', '--runs', 1, '--output', 'pipe', '--export-json', $file,
		map { join ' ', map { quote($_) } @{$_->{command}} } @commands], dir => $at{dir}, env => $at{env});
	open my $json, '<', $file or die "hyperfine wrote nothing: $!\n";
	my $results = decode_json(do { local $/; readline $json })->{results};
	for my $at (0 .. $#commands) {
		my $status = $results->[$at]{exit_codes}[0] // -1;
		die "'@{$commands[$at]{command}}' ended with status $status\n" if $status != ($commands[$at]{at}{status} // 0);
		push @seconds, $results->[$at]{times}[0];
	}
	return @seconds;
}

# Measures commands alternately, A B B A A B …, warm and through a pipe; each is {command => [words], at => {dir, env,
# status}}. `rounds` are the fewest; fast ones get more. Returns a list of seconds for each command.
sub alternate ($rounds, @commands) {
	my $file = File::Temp->new;
	my @times = map { [] } @commands;
	run_checked($_->{command}, %{$_->{at}}) for @commands;
	my $one = 0;
	$one += $_ for map { run_once("$file", $_) } @commands;
	$rounds = $one > 1 ? $rounds : $one > .1 ? 2 * $rounds : 4 * $rounds;
	for my $round (1 .. $rounds) {
		my @order = $round % 2 ? 0 .. $#commands : reverse 0 .. $#commands;
		my @seconds = run_once("$file", @commands[@order]);
		push @{$times[$order[$_]]}, $seconds[$_] for 0 .. $#order;
	}
	return @times;
}

# Seconds of processor time of one run, all that it starts included.
sub spent ($dir, @command) {
	my $file = File::Temp->new;
	run_checked(['hyperfine', '-N', '--style', 'none', '--runs', 1, '--export-json', "$file",
		join ' ', map { quote($_) } @command], dir => $dir);
	open my $json, '<', "$file" or die "hyperfine wrote nothing: $!\n";
	my $result = decode_json(do { local $/; readline $json })->{results}[0];
	return $result->{user} + $result->{system};
}

# Kilobytes at most, of some runs each.
sub memory ($command, %at) {
	my $file = File::Temp->new;
	my @sizes;
	for (1 .. 3) {
		run_checked(['sh', '-c', 'exec /usr/bin/time -q -f %M -o "$0" "$@" | cat >/dev/null', "$file", @$command], %at);
		open my $said, '<', "$file" or die "time(1) wrote nothing: $!\n";
		push @sizes, readline($said) + 0;
	}
	return \@sizes;
}

sub show_time ($seconds) {
	my ($size, @units) = (abs $seconds, ['s', 1], ['ms', 1e-3], ['µs', 1e-6], ['ns', 1e-9]);
	my ($unit) = grep { $size >= $_->[1] } @units;
	$unit //= $units[-1];
	my $number = $seconds / $unit->[1];
	return sprintf '%.*f %s', (abs $number < 10 ? 2 : abs $number < 100 ? 1 : 0), $number, $unit->[0];
}

sub show_bytes ($kilobytes) { return sprintf '%.1f MB', $kilobytes / 1024 }

sub show_count ($number) { return scalar reverse((reverse $number) =~ s/(\d{3})(?=\d)/$1,/gr) }

1;
