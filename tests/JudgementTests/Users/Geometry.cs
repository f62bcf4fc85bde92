// Robots, cameras, calibrations and meshes with derivatives by hand, as people write them. Each is right; what is wrong with the others is said below it.

public static class TwoLinkArm
{
    public static double Distance(double q1, double q2, double l1, double l2, double tx, double ty)
    {
        double x = l1 * Math.Cos(q1) + l2 * Math.Cos(q1 + q2), y = l1 * Math.Sin(q1) + l2 * Math.Sin(q1 + q2);
        return (x - tx) * (x - tx) + (y - ty) * (y - ty);
    }
    [GradientOf(nameof(Distance))]
    public static double ByHand(double q1, double q2, double l1, double l2, double tx, double ty, out double dq1, out double dq2)
    {
        double x = l1 * Math.Cos(q1) + l2 * Math.Cos(q1 + q2), y = l1 * Math.Sin(q1) + l2 * Math.Sin(q1 + q2);
        double ex = 2 * (x - tx), ey = 2 * (y - ty);
        dq1 = -ex * y + ey * x;
        dq2 = -ex * l2 * Math.Sin(q1 + q2) + ey * l2 * Math.Cos(q1 + q2);
        return (ex * ex + ey * ey) / 4;
    }
    // wrong: `dq1 = -ex * y + ey * x` → `dq1 = ex * y - ey * x`: the sign is wrong everywhere
    // wrong: `dq2 = -ex * l2` → `dq2 = ex * l2`:
    // wrong: `(ex * ex + ey * ey) / 4` → `(ex * ex + ey * ey) / 2`: it is 2 times too large
}
public static class ChainArm
{
    public static double Distance(double[] angles, double[] lengths, double tx, double ty)
    {
        double x = 0, y = 0, phi = 0;
        for (int i = 0; i < angles.Length; i++)
        {
            phi += angles[i];
            x += lengths[i] * Math.Cos(phi);
            y += lengths[i] * Math.Sin(phi);
        }
        return Math.Sqrt((x - tx) * (x - tx) + (y - ty) * (y - ty));
    }
    [GradientOf(nameof(Distance))]
    public static void ByHand(double[] angles, double[] lengths, double tx, double ty, double[] dangles)
    {
        int n = angles.Length;
        Span<double> px = stackalloc double[64], py = stackalloc double[64];
        double x = 0, y = 0, phi = 0;
        for (int i = 0; i < n; i++)
        {
            px[i] = x; py[i] = y;
            phi += angles[i];
            x += lengths[i] * Math.Cos(phi);
            y += lengths[i] * Math.Sin(phi);
        }
        double ex = x - tx, ey = y - ty, d = Math.Sqrt(ex * ex + ey * ey);
        for (int i = 0; i < n; i++) dangles[i] = (-ex * (y - py[i]) + ey * (x - px[i])) / d;
    }
    // wrong: `-ex * (y - py[i]) + ey * (x - px[i])` → `ex * (x - px[i]) + ey * (y - py[i])`:
    // wrong: `(-ex * (y - py[i]) + ey * (x - px[i])) / d` → `-ex * (y - py[i]) + ey * (x - px[i])`: the factor
    // wrong: `px[i] = x; py[i] = y;` → ``:
}
public static class Camera
{
    public static double Reprojection(double[,] points, double[,] pixels, double f, double cx, double cy, double k1)
    {
        double s = 0;
        for (int i = 0; i < points.GetLength(0); i++)
        {
            double x = points[i, 0] / points[i, 2], y = points[i, 1] / points[i, 2], r2 = x * x + y * y, d = 1 + k1 * r2;
            double eu = f * d * x + cx - pixels[i, 0], ev = f * d * y + cy - pixels[i, 1];
            s += eu * eu + ev * ev;
        }
        return s;
    }
    [GradientOf(nameof(Reprojection))]
    public static void ByHand(double[,] points, double[,] pixels, double f, double cx, double cy, double k1, out double df, out double dcx, out double dcy, out double dk1)
    {
        df = dcx = dcy = dk1 = 0;
        for (int i = 0; i < points.GetLength(0); i++)
        {
            double x = points[i, 0] / points[i, 2], y = points[i, 1] / points[i, 2], r2 = x * x + y * y, d = 1 + k1 * r2;
            double eu = f * d * x + cx - pixels[i, 0], ev = f * d * y + cy - pixels[i, 1];
            df += 2 * d * (eu * x + ev * y);
            dcx += 2 * eu;
            dcy += 2 * ev;
            dk1 += 2 * f * r2 * (eu * x + ev * y);
        }
    }
    // wrong: `df += 2 * d * (eu * x + ev * y)` → `df += 2 * (eu * x + ev * y)`:
    // wrong: `dcy += 2 * ev` → `dcy += 2 * eu`:
    // wrong: `dk1 += 2 * f * r2` → `dk1 += 2 * r2`: the factor 'f' is missing
}
public static class Accelerometer
{
    public static double Error(double[,] raw, double[] gain, double[] bias)
    {
        double s = 0;
        for (int i = 0; i < raw.GetLength(0); i++)
        {
            double n = 0;
            for (int a = 0; a < 3; a++)
            {
                double v = gain[a] * (raw[i, a] - bias[a]);
                n += v * v;
            }
            s += (n - 1) * (n - 1);
        }
        return s;
    }
    [GradientOf(nameof(Error))]
    public static void ByHand(double[,] raw, double[] gain, double[] bias, double[] dgain, double[] dbias)
    {
        for (int a = 0; a < 3; a++) dgain[a] = dbias[a] = 0;
        for (int i = 0; i < raw.GetLength(0); i++)
        {
            double n = 0;
            for (int a = 0; a < 3; a++) n += gain[a] * gain[a] * (raw[i, a] - bias[a]) * (raw[i, a] - bias[a]);
            for (int a = 0; a < 3; a++)
            {
                double d = raw[i, a] - bias[a];
                dgain[a] += 4 * (n - 1) * gain[a] * d * d;
                dbias[a] -= 4 * (n - 1) * gain[a] * gain[a] * d;
            }
        }
    }
    // wrong: `dgain[a] += 4` → `dgain[a] += 2`: the factor 2 is missing
    // wrong: `dbias[a] -= 4 * (n - 1) * gain[a] * gain[a] * d` → `dbias[a] -= 4 * (n - 1) * gain[a] * d`: the element of 'gain' at the same index is missing as a factor
    // wrong: `dbias[a] -= 4` → `dbias[a] += 4`: the sign is wrong everywhere
}
public static class Springs
{
    public static double Energy(double[,] position, int[] from, int[] to, double[] rest, double stiffness)
    {
        double e = 0;
        for (int s = 0; s < rest.Length; s++)
        {
            double d2 = 0;
            for (int k = 0; k < position.GetLength(1); k++)
            {
                double d = position[from[s], k] - position[to[s], k];
                d2 += d * d;
            }
            double stretch = Math.Sqrt(d2 + 1e-6) - rest[s];
            e += 0.5 * stiffness * stretch * stretch;
        }
        return e;
    }
    [GradientOf(nameof(Energy))]
    public static void ByHand(double[,] position, int[] from, int[] to, double[] rest, double stiffness, double[,] dposition)
    {
        Array.Clear(dposition);
        for (int s = 0; s < rest.Length; s++)
        {
            double d2 = 0;
            for (int k = 0; k < position.GetLength(1); k++)
            {
                double d = position[from[s], k] - position[to[s], k];
                d2 += d * d;
            }
            double length = Math.Sqrt(d2 + 1e-6), force = stiffness * (length - rest[s]) / length;
            for (int k = 0; k < position.GetLength(1); k++)
            {
                double g = force * (position[from[s], k] - position[to[s], k]);
                dposition[from[s], k] += g;
                dposition[to[s], k] -= g;
            }
        }
    }
    // wrong: `dposition[to[s], k] -= g;` → ``: the term that comes from
    // wrong: `dposition[to[s], k] -= g` → `dposition[to[s], k] += g`: the sign of the term that comes from
    // wrong: `(length - rest[s]) / length` → `(length - rest[s])`:
}
public static class LennardJones
{
    public static double Energy(double[,] r, double epsilon, double sigma)
    {
        double e = 0;
        for (int i = 0; i < r.GetLength(0); i++)
            for (int j = i + 1; j < r.GetLength(0); j++)
            {
                double d2 = 0.1;
                for (int k = 0; k < r.GetLength(1); k++) d2 += (r[i, k] - r[j, k]) * (r[i, k] - r[j, k]);
                double s6 = Math.Pow(sigma * sigma / d2, 3);
                e += 4 * epsilon * (s6 * s6 - s6);
            }
        return e;
    }
    [GradientOf(nameof(Energy))]
    public static void ByHand(double[,] r, double epsilon, double sigma, double[,] dr)
    {
        for (int i = 0; i < r.GetLength(0); i++)
            for (int k = 0; k < r.GetLength(1); k++) dr[i, k] = 0;
        for (int i = 0; i < r.GetLength(0); i++)
            for (int j = i + 1; j < r.GetLength(0); j++)
            {
                double d2 = 0.1;
                for (int k = 0; k < r.GetLength(1); k++) d2 += (r[i, k] - r[j, k]) * (r[i, k] - r[j, k]);
                double s6 = Math.Pow(sigma * sigma / d2, 3), f = 4 * epsilon * (6 * s6 - 12 * s6 * s6) / d2;
                for (int k = 0; k < r.GetLength(1); k++)
                {
                    dr[i, k] += f * (r[i, k] - r[j, k]);
                    dr[j, k] -= f * (r[i, k] - r[j, k]);
                }
            }
    }
    // wrong: `6 * s6 - 12 * s6 * s6` → `3 * s6 - 6 * s6 * s6`: the factor 2 is missing
    // wrong: `6 * s6 - 12 * s6 * s6` → `6 * s6 + 12 * s6 * s6`:
    // wrong: `dr[j, k] -= f * (r[i, k] - r[j, k]);` → ``:
}
public static class TotalVariation
{
    public static double Of(double[,] u, double eps)
    {
        double s = 0;
        for (int i = 0; i + 1 < u.GetLength(0); i++)
            for (int j = 0; j + 1 < u.GetLength(1); j++)
            {
                double dx = u[i + 1, j] - u[i, j], dy = u[i, j + 1] - u[i, j];
                s += Math.Sqrt(dx * dx + dy * dy + eps * eps);
            }
        return s;
    }
    [GradientOf(nameof(Of))]
    public static void ByHand(double[,] u, double eps, double[,] du)
    {
        Array.Clear(du, 0, du.Length);
        for (int i = 0; i + 1 < u.GetLength(0); i++)
            for (int j = 0; j + 1 < u.GetLength(1); j++)
            {
                double dx = u[i + 1, j] - u[i, j], dy = u[i, j + 1] - u[i, j], n = Math.Sqrt(dx * dx + dy * dy + eps * eps);
                du[i + 1, j] += dx / n;
                du[i, j + 1] += dy / n;
                du[i, j] -= (dx + dy) / n;
            }
    }
    // wrong: `du[i, j] -= (dx + dy) / n` → `du[i, j] += (dx + dy) / n`:
    // wrong: `du[i, j + 1] += dy / n` → `du[i, j + 1] += dx / n`:
    // wrong: `du[i + 1, j] += dx / n;` → ``: the term that comes from
}
public static class Registration
{
    public record struct Point(double X, double Y);
    public static double Error(Point[] source, Point[] target, double angle, Point shift)
    {
        double s = 0, c = Math.Cos(angle), n = Math.Sin(angle);
        for (int i = 0; i < source.Length; i++)
        {
            double ex = c * source[i].X - n * source[i].Y + shift.X - target[i].X, ey = n * source[i].X + c * source[i].Y + shift.Y - target[i].Y;
            s += ex * ex + ey * ey;
        }
        return s;
    }
    [GradientOf(nameof(Error))]
    public static void ByHand(Point[] source, Point[] target, double angle, Point shift, out double dangle, out Point dshift)
    {
        double a = 0, gx = 0, gy = 0, c = Math.Cos(angle), n = Math.Sin(angle);
        for (int i = 0; i < source.Length; i++)
        {
            double x = c * source[i].X - n * source[i].Y, y = n * source[i].X + c * source[i].Y;
            double ex = x + shift.X - target[i].X, ey = y + shift.Y - target[i].Y;
            a += 2 * (ey * x - ex * y);
            gx += 2 * ex;
            gy += 2 * ey;
        }
        dangle = a;
        dshift = new Point(gx, gy);
    }
    // wrong: `a += 2 * (ey * x - ex * y)` → `a += 2 * (ex * y - ey * x)`: the sign is wrong everywhere
    // wrong: `new Point(gx, gy)` → `new Point(gy, gx)`:
}
public static class Bezier
{
    public static double Misfit(double[][] control, double[][] samples)
    {
        double s = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double t = samples.Length < 2 ? 0 : i / (double)(samples.Length - 1), u = 1 - t;
            for (int k = 0; k < samples[i].Length; k++)
            {
                double e = u * u * control[0][k] + 2 * u * t * control[1][k] + t * t * control[2][k] - samples[i][k];
                s += e * e;
            }
        }
        return s;
    }
    [GradientOf(nameof(Misfit))]
    public static void ByHand(double[][] control, double[][] samples, double[][] dcontrol)
    {
        foreach (double[] row in dcontrol) Array.Clear(row);
        for (int i = 0; i < samples.Length; i++)
        {
            double t = samples.Length < 2 ? 0 : i / (double)(samples.Length - 1), u = 1 - t;
            for (int k = 0; k < samples[i].Length; k++)
            {
                double e = u * u * control[0][k] + 2 * u * t * control[1][k] + t * t * control[2][k] - samples[i][k];
                dcontrol[0][k] += 2 * e * u * u;
                dcontrol[1][k] += 4 * e * u * t;
                dcontrol[2][k] += 2 * e * t * t;
            }
        }
    }
    // wrong: `dcontrol[1][k] += 4 * e * u * t` → `dcontrol[1][k] += 2 * e * u * t`:
    // wrong: `dcontrol[2][k] += 2 * e * t * t` → `dcontrol[2][k] += 2 * e * t`:
}
public static class QuaternionRotation
{
    public static double Dot(double[] q, double[] v, double[] target)
    {
        double w = q[0], x = q[1], y = q[2], z = q[3];
        double tx = 2 * (y * v[2] - z * v[1]), ty = 2 * (z * v[0] - x * v[2]), tz = 2 * (x * v[1] - y * v[0]);
        double rx = v[0] + w * tx + y * tz - z * ty, ry = v[1] + w * ty + z * tx - x * tz, rz = v[2] + w * tz + x * ty - y * tx;
        return rx * target[0] + ry * target[1] + rz * target[2];
    }
    [GradientOf(nameof(Dot))]
    public static void ByHand(double[] q, double[] v, double[] target, double[] dtarget)
    {
        double w = q[0], x = q[1], y = q[2], z = q[3];
        double tx = 2 * (y * v[2] - z * v[1]), ty = 2 * (z * v[0] - x * v[2]), tz = 2 * (x * v[1] - y * v[0]);
        dtarget[0] = v[0] + w * tx + y * tz - z * ty;
        dtarget[1] = v[1] + w * ty + z * tx - x * tz;
        dtarget[2] = v[2] + w * tz + x * ty - y * tx;
    }
    // wrong: `dtarget[1] = v[1] + w * ty + z * tx - x * tz` → `dtarget[1] = v[1] + w * ty - z * tx + x * tz`:
    // wrong: `dtarget[2] = v[2] + w * tz + x * ty - y * tx;` → ``: some elements of 'dtarget' are not written
}
