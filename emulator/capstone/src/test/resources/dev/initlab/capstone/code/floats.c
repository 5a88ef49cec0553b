/* Floating point and vector code. */

double horner(const double *c, int n, double x)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s = s * x + c[i];
    return s;
}

float mean(const float *v, int n)
{
    float s = 0;
    for (int i = 0; i < n; i++)
        s += v[i];
    return n ? s / (float) n : 0.5f;
}

double newton(double v)
{
    double r = v > 1 ? v / 2 : 1;
    for (int i = 0; i < 20; i++)
        r = (r + v / r) / 2;
    return r;
}

int truncate(double v) { return (int) v; }
unsigned unsigned_of(float v) { return (unsigned) v; }
double widen(float v) { return v; }
float thin(double v) { return (float) v; }
double of_int(int v) { return v; }
float of_unsigned(unsigned v) { return (float) v; }
int less(double a, double b) { return a < b; }
int unordered(float a, float b) { return a != a || b != b || a >= b; }
double negate(double v) { return -v; }
double absolute(double v) { return __builtin_fabs(v); }
double root(double v) { return __builtin_sqrt(v); }
double choose(int c, double a, double b) { return c ? a : b; }

typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef short v8hi __attribute__((vector_size(16)));
typedef unsigned char v16qi __attribute__((vector_size(16)));
typedef long long v2di __attribute__((vector_size(16)));

void ints(v4si *r, const v4si *a, const v4si *b) { *r = *a * *b + (*a ^ *b) - (*a << 3); }
void floats(v4sf *r, const v4sf *a, const v4sf *b) { *r = *a * *b + *a / *b - *b; }
void shorts(v8hi *r, const v8hi *a, const v8hi *b) { *r = (*a > *b) & *a | ~(*a > *b) & *b; }
void bytes(v16qi *r, const v16qi *a, const v16qi *b) { *r = *a + *b - (*a >> 1) | *b; }
void longs(v2di *r, const v2di *a, const v2di *b) { *r = *a + *b << 2; }
void shuffle(v4si *r, const v4si *a, const v4si *b) { *r = __builtin_shufflevector(*a, *b, 0, 4, 1, 5); }
int element(const v4si *a, int i) { return (*a)[2] + (*a)[i & 3]; }
void splat(v8hi *r, short v) { *r = (v8hi) {v, v, v, v, v, v, v, v}; }
