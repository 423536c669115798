using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Activations;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// The part of a softmax and cross-entropy that does not know the targets: M = max x, S = log Σₖ e^(xₖ − M) and m · softmax(x), from which
/// the loss of a target y of mass m = Σ y is Σⱼ yⱼ (S + (M − xⱼ)) and its gradient m · softmax(x) − y.
/// </summary>
/// <remarks>
/// Few classes side by side are turned, sixteen rows at a time, so that each lane of a vector holds a row; many are walked along the row.
/// Both ways add in an order that does not depend on the width of the vectors.
/// </remarks>
internal static unsafe class SoftmaxCrossentropy
{
    /// <summary>Up to as many classes, rows are turned into lanes.</summary>
    private const int FewClasses = 64;

    /// <summary>largestᵢ = maxₖ xᵢₖ; logSumsᵢ = log Σₖ e^(xᵢₖ − largestᵢ); products = massesᵢ · softmax(xᵢ).</summary>
    /// <param name="logits">x, laid out as the view says.</param>
    /// <param name="view">The axis of the classes; item o · Inner + n is one distribution.</param>
    /// <param name="masses">A factor for each item.</param>
    /// <param name="largest">A place for each item's largest logit.</param>
    /// <param name="logSums">A place for each item's logarithm.</param>
    /// <param name="products">As many places as logits, or none.</param>
    /// <exception cref="ArgumentException">The spans do not fit the view.</exception>
    public static void Run(
        ReadOnlySpan<float> logits, AxisView view, ReadOnlySpan<float> masses, Span<float> largest, Span<float> logSums, Span<float> products)
    {
        int items = view.Outer * view.Inner;
        if (logits.Length != items * view.Length || masses.Length != items || largest.Length != items || logSums.Length != items
            || (!products.IsEmpty && products.Length != logits.Length))
        {
            throw new ArgumentException(
                $"{items} distributions of {view.Length} classes do not fit {logits.Length} logits, {masses.Length} masses, {logSums.Length} sums " +
                $"and {products.Length} products.",
                nameof(logits));
        }

        fixed (float* x = logits)
        fixed (float* mass = masses)
        fixed (float* maximum = largest)
        fixed (float* logSum = logSums)
        fixed (float* product = products)
        {
            Kernel kernel = new(x, view, mass, maximum, logSum, product);
            SimdDispatch.Run(ref kernel);
        }
    }

    private readonly struct Kernel(float* x, AxisView view, float* masses, float* maxima, float* logSums, float* products) : ISimdKernel
    {
        private readonly float* _x = x;
        private readonly AxisView _view = view;
        private readonly float* _masses = masses;
        private readonly float* _maxima = maxima;
        private readonly float* _logSums = logSums;
        private readonly float* _products = products;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            if (_view.Inner > 1)
            {
                RunApart<TSimd, TVector>();
            }
            else if (_view.Length <= FewClasses)
            {
                RunTurned<TSimd, TVector>();
            }
            else
            {
                for (int row = 0; row < _view.Outer; row++)
                {
                    RunRow<TSimd, TVector>(row);
                }
            }
        }

        /// <summary>Classes lie apart: neighbours in memory are distributions of their own, one for each lane.</summary>
        private void RunApart<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int inner = _view.Inner;
            for (int outer = 0; outer < _view.Outer; outer++)
            {
                long start = (long)outer * _view.Length * inner;
                for (int n = 0; n < inner; n += TSimd.Lanes)
                {
                    int item = (outer * inner) + n;
                    float* products = _products == null ? null : _products + start + n;
                    RunLanes<TSimd, TVector>(
                        _x + start + n, inner, Math.Min(TSimd.Lanes, inner - n), item, products);
                }
            }
        }

        /// <summary>Turns sixteen rows into columns, works on them a vector at a time, and turns the products back.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        private void RunTurned<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            const int stride = VirtualLanes.Count;
            int classes = _view.Length;
            float* turned = stackalloc float[FewClasses * stride];
            for (int first = 0; first < _view.Outer; first += stride)
            {
                int rows = Math.Min(stride, _view.Outer - first);
                float* x = _x + ((long)first * classes);
                for (int row = 0; row < rows; row++)
                {
                    for (int c = 0; c < classes; c++)
                    {
                        turned[(c * stride) + row] = x[(row * classes) + c];
                    }
                }

                for (int lane = 0; lane < rows; lane += TSimd.Lanes)
                {
                    RunLanes<TSimd, TVector>(
                        turned + lane,
                        stride,
                        Math.Min(TSimd.Lanes, rows - lane),
                        first + lane,
                        _products == null ? null : turned + lane);
                }

                if (_products != null)
                {
                    float* products = _products + ((long)first * classes);
                    for (int row = 0; row < rows; row++)
                    {
                        for (int c = 0; c < classes; c++)
                        {
                            products[(row * classes) + c] = turned[(c * stride) + row];
                        }
                    }
                }
            }
        }

        /// <summary>One distribution in each of <paramref name="count"/> lanes, its classes <paramref name="stride"/> elements apart; products may be x.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunLanes<TSimd, TVector>(float* x, nint stride, int count, int item, float* products)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int classes = _view.Length;
            TVector largest = VectorLanes<TSimd, TVector>.Load(x, count);
            for (int c = 1; c < classes; c++)
            {
                largest = TSimd.Max(largest, VectorLanes<TSimd, TVector>.Load(x + (c * stride), count));
            }

            TVector sum = TSimd.Zero;
            for (int c = 0; c < classes; c++)
            {
                TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + (c * stride), count), largest));
                sum = TSimd.Add(sum, exponential);
                if (products != null)
                {
                    VectorLanes<TSimd, TVector>.Store(products + (c * stride), exponential, count);
                }
            }

            VectorLanes<TSimd, TVector>.Store(_maxima + item, largest, count);
            VectorLanes<TSimd, TVector>.Store(_logSums + item, VectorMath.Log<TSimd, TVector>(sum), count);
            if (products != null)
            {
                TVector factor = TSimd.Divide(VectorLanes<TSimd, TVector>.Load(_masses + item, count), sum);
                for (int c = 0; c < classes; c++)
                {
                    float* product = products + (c * stride);
                    VectorLanes<TSimd, TVector>.Store(product, TSimd.Multiply(factor, VectorLanes<TSimd, TVector>.Load(product, count)), count);
                }
            }
        }

        /// <summary>One distribution of more classes than a vector has lanes, walked along its row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        private void RunRow<TSimd, TVector>(int row)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int classes = _view.Length;
            float* x = _x + ((long)row * classes);
            float* products = _products == null ? null : _products + ((long)row * classes);
            float* lanes = stackalloc float[VirtualLanes.Count];
            float largest = Largest<TSimd, TVector>(x, classes, lanes);
            TVector shift = TSimd.Broadcast(largest);
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TVector sum = TSimd.Zero;
                int i = lane;
                for (; i <= classes - TSimd.Lanes; i += VirtualLanes.Count)
                {
                    TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Load(x + i), shift));
                    sum = TSimd.Add(sum, exponential);
                    if (products != null)
                    {
                        TSimd.Store(products + i, exponential);
                    }
                }

                int rest = classes - i;
                if (rest > 0)
                {
                    // Through memory, so that the lanes beyond the end are zero again.
                    TSimd.StorePartial(lanes + lane, VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.LoadPartial(x + i, rest), shift)), rest);
                    TVector exponential = TSimd.LoadPartial(lanes + lane, rest);
                    sum = TSimd.Add(sum, exponential);
                    if (products != null)
                    {
                        TSimd.StorePartial(products + i, exponential, rest);
                    }
                }

                TSimd.Store(lanes + lane, sum);
            }

            float total = VirtualLanes.Sum(lanes);
            _maxima[row] = largest;
            TSimd.StorePartial(_logSums + row, VectorMath.Log<TSimd, TVector>(TSimd.Broadcast(total)), 1);
            if (products != null)
            {
                Scale<TSimd, TVector>(products, classes, _masses[row] / total);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Largest<TSimd, TVector>(float* x, int length, float* lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // The order does not matter to a maximum: the last vector may overlap the one before. A NaN that gets lost here comes back in the sum.
            TVector larger = TSimd.Load(x + length - TSimd.Lanes);
            for (int i = 0; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                larger = TSimd.Max(larger, TSimd.Load(x + i));
            }

            TSimd.Store(lanes, larger);
            float largest = lanes[0];
            for (int lane = 1; lane < TSimd.Lanes; lane++)
            {
                largest = lanes[lane] > largest ? lanes[lane] : largest;
            }

            return largest;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Scale<TSimd, TVector>(float* values, int length, float factor)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector factors = TSimd.Broadcast(factor);
            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TSimd.Store(values + i, TSimd.Multiply(factors, TSimd.Load(values + i)));
            }

            int rest = length - i;
            if (rest > 0)
            {
                TSimd.StorePartial(values + i, TSimd.Multiply(factors, TSimd.LoadPartial(values + i, rest)), rest);
            }
        }
    }
}
