namespace DiffGen.NumericTests;

/// <summary>Derivatives, generated and declared, in every kind of type that can hold methods.</summary>
public static partial class ContainingTypeTests
{
    // Everywhere F(x) = k·x³ with k = 2, whose derivative at 3 is 54.
    private static void Check(double value, double derivative)
    {
        Assert.Equal(54, value);
        Assert.Equal(54, derivative);
    }

    [Fact]
    public static void AStruct()
    {
        var s = new InStruct { K = 2 };
        Check(s.FGradient(3, out double dx), dx);
        Check(s.Declared(3, out dx), dx);
    }

    [Fact]
    public static void AReadOnlyMethodOfAStruct()
    {
        var s = new InStruct { K = 2 };
        Check(Through(in s, out double dx), dx);

        static double Through(in InStruct s, out double dx) => s.ConstGradient(3, out dx);
    }

    [Fact]
    public static void AReadOnlyStruct()
    {
        var s = new InReadOnlyStruct(2);
        Check(s.FGradient(3, out double dx), dx);
        Check(s.Declared(3, out dx), dx);
    }

    [Fact]
    public static void ARefStruct()
    {
        var s = new InRefStruct { K = 2 };
        Check(s.FGradient(3, out double dx), dx);
        Check(s.Declared(3, out dx), dx);
        var r = new InReadOnlyRefStruct(2);
        Check(r.FGradient(3, out dx), dx);
        Check(r.Declared(3, out dx), dx);
    }

    [Fact]
    public static void ARecord()
    {
        var r = new InRecord(2);
        Check(r.FGradient(3, out double dx), dx);
        Check(r.Declared(3, out dx), dx);
        var s = new InSealedRecord(2);
        Check(s.FGradient(3, out dx), dx);
        Check(s.Declared(3, out dx), dx);
    }

    [Fact]
    public static void ARecordStruct()
    {
        var r = new InRecordStruct(2);
        Check(r.FGradient(3, out double dx), dx);
        Check(r.Declared(3, out dx), dx);
        var s = new InReadOnlyRecordStruct(2);
        Check(s.FGradient(3, out dx), dx);
        Check(s.Declared(3, out dx), dx);
    }

    [Fact]
    public static void AnInterface()
    {
        Check(IStatic<string, object>.FGradient(3, out double dx), dx);
        Check(IStatic<string, object>.Declared(3, out dx), dx);
    }

    [Fact]
    public static void AGenericType()
    {
        var g = new InGeneric<string, int> { K = 2 };
        Check(g.FGradient(3, "", out double dx), dx);
        Check(g.Declared(3, "", out dx), dx);
        Check(InGeneric<string, int>.Nested<object>.FGradient(3, 1, "", new object(), out dx), dx);
        Check(InGeneric<string, int>.Nested<object>.Declared(3, 1, "", new object(), out dx), dx);
    }

    [Fact]
    public static void AClassWithAPrimaryConstructor()
    {
        var p = new InPrimary(2);
        Check(p.FGradient(3, out double dx), dx);
        Check(p.Declared(3, out dx), dx);
    }

    [Fact]
    public static void AnAbstractClassAndAnOverride()
    {
        var s = new InSealedOverride(2);
        Check(s.FGradient(3, out double dx), dx);
        Check(s.Declared(3, out dx), dx);
        Check(InAbstract.HGradient(3, out dx), dx);
    }

    [Fact]
    public static void TheGlobalNamespaceAndSeveralParts()
    {
        Check(InTheGlobalNamespace.FGradient(3, out double dx), dx);
        Check(InTheGlobalNamespace.Inner.Deep.Declared(3, out dx), dx);
        Check(InTheGlobalNamespace.@class.FGradient(3, out dx), dx);
    }

    private partial struct InStruct
    {
        public double K;

        [Differentiable]
        public double F(double x) => K * x * x * x;

        [Differentiable]
        public readonly double Const(double x) => K * x * x * x;

        [GradientOf(nameof(Const))]
        public readonly partial double Declared(double x, out double dx);
    }

    private readonly partial struct InReadOnlyStruct(double k)
    {
        private readonly double _k = k;

        [Differentiable]
        public double F(double x) => _k * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private ref partial struct InRefStruct
    {
        public double K;

        [Differentiable]
        public double F(double x) => K * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private readonly ref partial struct InReadOnlyRefStruct(double k)
    {
        private readonly double _k = k;

        [Differentiable]
        public double F(double x) => _k * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private partial record InRecord(double K)
    {
        [Differentiable]
        public double F(double x) => K * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private sealed partial record InSealedRecord(double K)
    {
        [Differentiable]
        public double F(double x) => K * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private partial record struct InRecordStruct(double K)
    {
        [Differentiable]
        public readonly double F(double x) => K * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private readonly partial record struct InReadOnlyRecordStruct(double K)
    {
        [Differentiable]
        public double F(double x) => K * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private partial interface IStatic<in TIn, out TOut>
        where TIn : class
    {
        [Differentiable]
        static double F(double x) => 2 * x * x * x;

        [GradientOf(nameof(F))]
        public static partial double Declared(double x, out double dx);
    }

    private sealed partial class InGeneric<T, TU>
        where T : class
        where TU : struct, IComparable<TU>
    {
        public double K = 2;

        [Differentiable]
        public double F(double x, T other) => K * x * x * x;

        [GradientOf(nameof(F))]
        internal partial double Declared(double x, T other, out double dx);

        public static partial class Nested<TV>
        {
            [Differentiable]
            public static double F(double x, TU number, T other, TV another) => 2 * x * x * x;

            [GradientOf(nameof(F))]
            public static partial double Declared(double x, TU number, T other, TV another, out double dx);
        }
    }

    private sealed partial class InPrimary(double k)
    {
        [Differentiable]
        public double F(double x) => k * x * x * x;

        [GradientOf(nameof(F))]
        public partial double Declared(double x, out double dx);
    }

    private abstract partial class InAbstract
    {
        public abstract double F(double x);

        [Differentiable]
        protected internal static double H(double x) => 2 * x * x * x;
    }

    private partial class InSealedOverride(double k) : InAbstract
    {
        private readonly double _k = k;

        [Differentiable]
        public sealed override double F(double x) => _k * x * x * x;

        [GradientOf(nameof(F))]
        protected internal partial double Declared(double x, out double dx);
    }
}
