/*
 * Stands in for what libgit2.a has and mowners does not use: its network transports, and look-ups of hosts and users.
 *
 * mowners reads repositories and leaves fetching and pushing to git, yet starting libgit2 would load TLS, SSH and
 * GSSAPI libraries and parse the system's whole CA bundle: some 10 ms and 19 shared objects before main. The linker
 * takes these definitions instead of the members of the archive that need them. Each refuses to work, as libgit2 does
 * where a transport was not built in. Names and signatures are libgit2's (src/libgit2/streams/mbedtls.h,
 * transports/ssh.h, git2/sys/transport.h); no header of it is needed, since nothing is ever called but the two that
 * start it.
 *
 * The C library's look-ups load further libraries, even into a static program. libgit2 wants a host for git:// alone,
 * and a user where the process has been given another one's rights: whose home directory is not read then.
 *
 * MOW_ONLINE: for mowners-ci, which asks forges through libcurl, and so needs the C library's look-ups.
 *
 * Only the programs are linked with this, and only where .ci/linkage found that it fits.
 */
#include <netdb.h>
#include <pwd.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC diagnostic ignored "-Wmissing-prototypes"

enum { UNAVAILABLE = -1 };

bool git_http__expect_continue = false;

int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file;
	(void)path;
	return UNAVAILABLE;
}

int git_mbedtls_stream_new(void **out, const char *host, const char *port)
{
	(void)out;
	(void)host;
	(void)port;
	return UNAVAILABLE;
}

int git_mbedtls_stream_wrap(void **out, void *in, const char *host)
{
	(void)out;
	(void)in;
	(void)host;
	return UNAVAILABLE;
}

int git_transport_ssh_global_init(void)
{
	return 0;
}

int git_smart_subtransport_ssh(void **out, void *transport, void *parameter)
{
	(void)out;
	(void)transport;
	(void)parameter;
	return UNAVAILABLE;
}

int git_transport_ssh_with_paths(void **out, void *remote, void *paths)
{
	(void)out;
	(void)remote;
	(void)paths;
	return UNAVAILABLE;
}

int git_smart_subtransport_http(void **out, void *transport, void *parameter)
{
	(void)out;
	(void)transport;
	(void)parameter;
	return UNAVAILABLE;
}

#ifndef MOW_ONLINE
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	(void)host;
	(void)service;
	(void)hints;
	(void)out;
	return EAI_FAIL;
}

void freeaddrinfo(struct addrinfo *info)
{
	(void)info;
}

int getpwuid_r(uid_t uid, struct passwd *entry, char *bytes, size_t size, struct passwd **out)
{
	static char home[] = "/nonexistent";

	(void)bytes;
	(void)size;
	*entry = (struct passwd){.pw_uid = uid, .pw_dir = home};
	*out = entry;
	return 0;
}
#endif
