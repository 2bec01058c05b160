# The store of approvals as git fast-import takes it, by mowners-approvals(5): which files some records make. Records are
# written in the order in which they were made, as they are where they come one by one.
package Store;

use strict;
use warnings;
use feature 'signatures';
no warnings 'experimental::signatures';

use Digest::SHA qw(sha1_hex sha256_hex);
use Exporter 'import';
our @EXPORT_OK = qw(store_import);

use constant FIRST_MARK => 100_000_000;    # far from those of commits

# Items below a path, sorted, that have so many digits in common: cut into files by `leaf` where they are few enough.
sub divide ($path, $items, $depth, $few, $leaf) {
	return $leaf->($path, $items, $depth) if $few->($items, $depth);
	my %below;
	push @{$below{substr $_->[0], $depth, 1}}, $_ for @$items;
	return map { divide("$path/$_", $below{$_}, $depth + 1, $few, $leaf) } sort keys %below;
}

sub index_lines ($text, $blob) {
	my @lines;
	for my $step ($text =~ /^(step .*)$/mg) {
		my ($folder, $name) = (split ' ', $step)[5] =~ m{^(?:(.*)/)?([^/]+)$};
		push @lines, join ' ', substr(sha256_hex($folder // ''), 0, 8) . substr(sha256_hex($name), 0, 8),
			substr(sha256_hex($step), 0, 16), $blob;
	}
	return @lines;
}

sub data ($text) { return 'data ' . length($text) . "\n$text\n" }

# The blobs of records, then a commit of the store that they make, which begins with `head`. Records are their bytes,
# texts with their signatures.
sub store_import ($head, @records) {
	my (@items, %lines);
	my $mark = FIRST_MARK;
	my $stream = join '', map { 'blob' . "\nmark :" . $mark++ . "\n" . data($_) } @records;
	$mark = FIRST_MARK;
	for my $bytes (@records) {
		my $text = $bytes =~ s/^-----BEGIN.*//msr;
		push @items, [sha256_hex($text), ':' . $mark++];
		$lines{$_} = 1 for index_lines($text, sha1_hex('blob ' . length($bytes) . "\0$bytes"));
	}
	@items = sort { $a->[0] cmp $b->[0] } @items;
	my @index = map { [$_] } sort keys %lines;
	my @files = divide('records', \@items, 0, sub ($some, $) { @$some <= 64 }, sub ($path, $some, $depth) {
		map { "M 100644 $_->[1] $path/" . substr($_->[0], $depth) . "\n" } @$some;
	});
	push @files, divide('index', \@index, 0, sub ($some, $depth) { @$some <= 128 || $depth == 16 },
		sub ($path, $some, $) { "M 100644 inline $path\n" . data(join '', map { "$_->[0]\n" } @$some) }) if @index;
	return join '', $stream, $head, "M 100644 inline format\n", data("mowners-store 2\n"), @files;
}

1;
