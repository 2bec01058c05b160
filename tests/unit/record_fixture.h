/* Lines of records, for tests. */
#ifndef MOW_TESTS_RECORD_FIXTURE_H
#define MOW_TESTS_RECORD_FIXTURE_H

#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define Z40 "0000000000000000000000000000000000000000"
#define ID64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define HEAD                       \
	"mowners-approval 1\n"     \
	"target refs/heads/main\n" \
	"base " A40 "\n"
#define WHO      \
	"as *\n" \
	"by lena@example.com\n"
#define DATES                         \
	"made 2026-11-22T12:55:00Z\n" \
	"expires 2027-02-20T12:55:00Z\n"
#define STEP1 "step 100644 " A40 " 100644 " B40 " brand/logo.svg\n"
#define STEP2 "step 000000 " Z40 " 100644 " A40 " brand/q4%20final.psd\n"
#define FRONT HEAD "decision approve\n" WHO DATES
#define APPROVE FRONT STEP1 STEP2
#define STOP HEAD "decision stop\n" WHO DATES "reason no\n"
#define OVERRIDE HEAD "decision override\n" WHO DATES "reason fire\n"
#define WITHDRAW HEAD "decision withdraw\n" WHO DATES
#define WITNESS "witness ci@example.com gitlab!42 review 77 head " A40 "\n"
#define CARRIED HEAD "decision approve\n" WHO WITNESS DATES STEP1
#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
