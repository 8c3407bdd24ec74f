/*
 * Lets Ipopt solve a problem whose functions live in another process. Binary, host byte order.
 * stdin, once:   int32 n, m, lbfgs; double bound_relax_factor, xL[n], xU[n], start[n], cL[m], cU[m]
 * stdout, each:  int32 kind; double x[n]  (and sigma, lambda[m] for kind 5)
 *                kinds: 1 objective, 2 gradient, 3 constraints, 4 Jacobian [m x n], 5 lower triangle of the Hessian
 * stdin, answer: the doubles asked for
 * stdout, last:  int32 kind 0; double status, iterations, objective
 */
#include <coin/IpStdCInterface.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static FILE *out;
static int n, m, iterations;

static double *take(int count) {
  double *v = malloc(sizeof(double) * (count > 0 ? count : 1));
  if (fread(v, sizeof(double), count, stdin) != (size_t)count) exit(1);
  return v;
}

static void ask(int kind, const double *x, int count, double *answer) {
  fwrite(&kind, sizeof kind, 1, out);
  fwrite(x, sizeof(double), n, out);
  if (!answer) return;
  fflush(out);
  if (fread(answer, sizeof(double), count, stdin) != (size_t)count) exit(1);
}

static Bool f(Index k, Number *x, Bool fresh, Number *value, UserDataPtr u) { ask(1, x, 1, value); return *value == *value; }
static Bool gradient(Index k, Number *x, Bool fresh, Number *g, UserDataPtr u) { ask(2, x, n, g); return TRUE; }
static Bool constraints(Index k, Number *x, Bool fresh, Index rows, Number *c, UserDataPtr u) {
  ask(3, x, m, c);
  for (int i = 0; i < m; i++) if (c[i] != c[i]) return FALSE;
  return TRUE;
}

static Bool jacobian(Index k, Number *x, Bool fresh, Index rows, Index nonzeros, Index *row, Index *column,
                     Number *values, UserDataPtr u) {
  if (values) ask(4, x, m * n, values);
  else for (int i = 0; i < m * n; i++) { row[i] = i / n; column[i] = i % n; }
  return TRUE;
}

static Bool hessian(Index k, Number *x, Bool fresh, Number sigma, Index rows, Number *lambda, Bool freshLambda,
                    Index nonzeros, Index *row, Index *column, Number *values, UserDataPtr u) {
  if (!values) {
    int at = 0;
    for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) { row[at] = i; column[at++] = j; }
    return TRUE;
  }
  ask(5, x, 0, NULL);
  fwrite(&sigma, sizeof sigma, 1, out);
  fwrite(lambda, sizeof(double), m, out);
  fflush(out);
  return fread(values, sizeof(double), nonzeros, stdin) == (size_t)nonzeros;
}

static Bool count(Index mode, Index iteration, Number obj, Number pr, Number du, Number mu, Number d, Number reg,
                  Number adu, Number apr, Index ls, UserDataPtr u) {
  iterations = iteration;
  return TRUE;
}

int main(void) {
  out = fdopen(dup(1), "wb");
  dup2(2, 1); /* Ipopt's own printing must not mix with the answers */
  int head[3];
  if (fread(head, sizeof(int), 3, stdin) != 3) return 1;
  n = head[0];
  m = head[1];
  double *relax = take(1), *xl = take(n), *xu = take(n), *x = take(n), *cl = take(m), *cu = take(m);
  IpoptProblem p = CreateIpoptProblem(n, xl, xu, m, cl, cu, n * m, n * (n + 1) / 2, 0, f, constraints, gradient, jacobian, hessian);
  if (!p) return 1;
  AddIpoptIntOption(p, "print_level", 0);
  AddIpoptNumOption(p, "bound_relax_factor", *relax);
  if (head[2]) AddIpoptStrOption(p, "hessian_approximation", "limited-memory");
  SetIntermediateCallback(p, count);
  double objective = 0;
  double answer[3];
  answer[0] = IpoptSolve(p, x, NULL, &objective, NULL, NULL, NULL, NULL);
  answer[1] = iterations;
  answer[2] = objective;
  int done = 0;
  fwrite(&done, sizeof done, 1, out);
  fwrite(answer, sizeof(double), 3, out);
  fflush(out);
  return 0;
}
