# A pull request on a forge: a repository on a server and a clone of it, and a process that answers as GitHub's API does
# about this one request, over HTTP on 127.0.0.1, connections kept. For tests/bench/bench.
package Forge;

use strict;
use warnings;
use feature 'signatures';
no warnings 'experimental::signatures';

use Exporter 'import';
use File::Path qw(make_path remove_tree);
use IO::Select;
use IO::Socket::INET;
use JSON::PP;
use Measure qw(run_checked says write_file);
use Socket qw(IPPROTO_TCP TCP_NODELAY);
our @EXPORT_OK = qw(forge_make forge_start forge_stop);

my $REQUEST = '/repos/acme/marketing/pulls/7';
my $REVIEWS = "$REQUEST/reviews?per_page=100";
my $EVENTS = '/repos/acme/marketing/issues/7/timeline?per_page=100';

# ---- The repository --------------------------------------------------------------------------------------------------

# So many people, each of whom decides about a folder, and has an account.
sub rules ($people) {
	my $text = "[mowners]\nversion = 1\n\n[rules]\naccountable = \@p1\n\n";
	$text .= "[area-$_]\npath = /area-$_/\naccountable = \@p$_\n\n" for 1 .. $people;
	return $text . "[people]\n" . join '', map { "\@p$_ = Person $_ <p$_\@example.com>, github p$_-gh\n" } 1 .. $people;
}

sub data ($text) { return 'data ' . length($text) . "\n$text\n" }

sub commit ($ref, $message, %files) {
	return "commit $ref\ncommitter Tess <tess\@example.com> 1795000000 +0000\n" . data($message)
		. join('', map { "M 100644 inline $_\n" . data($files{$_}) } sort keys %files);
}

# A server and a clone of it in FOLDER: main, and refs/pull/7/head, in which `paths` files are other than on main. Returns
# what the forge says: {path => answer}, two pages of approvals, one of each person. The clone has all but the request.
sub forge_make ($folder, $paths, $people) {
	my ($server, $clone) = ("$folder/server.git", "$folder/clone");
	my @names = map { sprintf 'area-%d/file-%d.md', 1 + $_ % $people, $_ } 1 .. $paths;
	remove_tree($folder);
	make_path($folder);
	write_file("$folder/stream", commit('refs/heads/main', 'first', OWNERS => rules($people), map { $_ => "old\n" } @names)
		. commit('refs/pull/7/head', 'second', map { $_ => "new\n" } @names) =~ s/^(data 6\nsecond\n)/$1from refs\/heads\/main\n/mr);
	run_checked(['git', 'init', '-q', '--bare', '-b', 'main', $server]);
	run_checked(['sh', '-c', 'git fast-import --quiet <"$0"', "$folder/stream"], dir => $server);
	run_checked(['git', 'clone', '-q', $server, $clone]);
	my $head = says(['git', 'rev-parse', 'refs/pull/7/head'], dir => $server);
	my @reviews = map {
		{id => $_, user => {login => "p$_-gh", type => 'User'}, state => 'APPROVED', commit_id => $head,
			submitted_at => '2026-11-22T11:00:00Z', body => 'x' x 200}
	} 1 .. $people;
	my $half = int @reviews / 2;
	my $pull = {number => 7, state => 'open', merged => JSON::PP::false, head => {sha => $head, ref => 'topic'},
		base => {ref => 'main'}, body => 'x' x 4000};
	return $clone, {$REQUEST => $pull, $EVENTS => [], $REVIEWS => [@reviews[0 .. $half - 1]], "$REVIEWS&page=2" => [@reviews[$half .. $#reviews]]};
}

# ---- The API ---------------------------------------------------------------------------------------------------------

sub answer ($url, $origin, $answers) {
	my $body = $answers->{$url};
	my $status = defined $body ? '200 OK' : '404 Not Found';
	my $link = $url eq $REVIEWS ? "Link: <$origin$REVIEWS&page=2>; rel=\"next\"\r\n" : '';
	$body //= '{}';
	return "HTTP/1.1 $status\r\nContent-Type: application/json\r\n${link}Content-Length: " . length($body) . "\r\n\r\n$body";
}

# Answers until it is killed, any number of connections side by side.
sub serve ($listener, $origin, $answers) {
	my $select = IO::Select->new($listener);
	my %asked;
	while (my @ready = $select->can_read) {
		for my $socket (@ready) {
			if ($socket == $listener) {
				my $client = $listener->accept or next;
				setsockopt $client, IPPROTO_TCP, TCP_NODELAY, 1;
				$select->add($client);
				$asked{$client} = '';
			} elsif (!sysread $socket, $asked{$socket}, 65536, length $asked{$socket}) {
				$select->remove($socket);
				delete $asked{$socket};
				close $socket;
			}
			while (defined $asked{$socket} && $asked{$socket} =~ s/^GET (\S+) .*?\r\n\r\n//s) {
				syswrite $socket, answer($1, $origin, $answers);
			}
		}
	}
	return;
}

# Returns its process and the address.
sub forge_start ($answers) {
	my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 16, Proto => 'tcp')
		or die "cannot listen: $!\n";
	my $origin = 'http://127.0.0.1:' . $listener->sockport;
	my %bodies = map { $_ => encode_json($answers->{$_}) } keys %$answers;
	my $pid = fork // die "cannot fork: $!\n";
	if ($pid == 0) {
		serve($listener, $origin, \%bodies);
		POSIX::_exit(0);
	}
	return $pid, $origin;
}

sub forge_stop ($pid) {
	kill 'TERM', $pid;
	waitpid $pid, 0;
	return;
}

1;
