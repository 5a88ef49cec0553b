/* Integer code: arithmetic of all widths, shifts, bit tricks, branches, a jump table, loops. */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

u32 gcd(u32 a, u32 b)
{
    while (b) {
        u32 r = a % b;
        a = b;
        b = r;
    }
    return a;
}

s64 divide(s64 a, s64 b) { return b ? a / b + a % b : -1; }
int scale(int a, int b) { return a * 13 + b * -7 - (a >> 3) + (b << 5); }
u32 rotate(u32 v, u32 n) { return v << (n & 31) | v >> (-n & 31); }
u64 mix(u64 h, u64 v) { return (h ^ v) * 0x9e3779b97f4a7c15ull ^ h >> 29; }
u32 swap32(u32 v) { return __builtin_bswap32(v); }
u64 swap64(u64 v) { return __builtin_bswap64(v); }
int zeros(u32 v) { return v ? __builtin_clz(v) + __builtin_ctz(v) : 32; }
int ones(u64 v) { int n = 0; for (; v; v &= v - 1) n++; return n; }
int clamp(int v, int lo, int hi) { return v < lo ? lo : v > hi ? hi : v; }
u8 narrow8(u32 v) { return (u8) (v + 200); }
u16 narrow16(u32 v) { return (u16) (v * 3); }
int sign8(signed char v) { return v * 2; }
int sign16(short v) { return v - 1; }
int overflow(int a, int b, int *sum) { return __builtin_add_overflow(a, b, sum); }
u64 product(u32 a, u32 b) { return (u64) a * b; }
s64 sproduct(int a, int b) { return (s64) a * b; }
u32 field(u32 v) { return v >> 7 & 0x1ff; }
u32 insert(u32 v, u32 f) { return (v & ~0xff0u) | (f << 4 & 0xff0u); }
int ordered(u64 a, u64 b) { return a < b ? -1 : a > b; }

int classify(int c)
{
    switch (c) {
    case 0: return 17;
    case 1: return 3;
    case 2: return -9;
    case 3: return 1000;
    case 4: return 0x12345;
    case 5: return 7;
    case 6: return ~c;
    case 9: return c * c;
    case 10: return c + 91;
    default: return c & 1 ? -c : c;
    }
}

u32 crc(const u8 *p, u32 n)
{
    u32 c = ~0u;
    while (n--) {
        c ^= *p++;
        for (int i = 0; i < 8; i++)
            c = c >> 1 ^ (c & 1 ? 0xedb88320u : 0);
    }
    return ~c;
}

u32 root(u32 v)
{
    u32 r = 0, bit = 1u << 30;
    while (bit > v)
        bit >>= 2;
    for (; bit; bit >>= 2) {
        if (v >= r + bit) {
            v -= r + bit;
            r = (r >> 1) + bit;
        } else {
            r >>= 1;
        }
    }
    return r;
}

u32 fibonacci(u32 n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
