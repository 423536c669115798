using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;
using Interop.Native.Optimizers;

namespace Interop.Native.Kernels;

/// <summary>
/// Applies an update rule to every element of a parameter in one pass over memory: values, gradient and slots are read once, values and slots
/// written once. Large parameters are cut into chunks of fixed size for the workers.
/// </summary>
internal static unsafe class UpdateKernel
{
    /// <summary>The most slots a rule may have.</summary>
    private const int MostSlots = 3;

    /// <summary>Elements per piece of parallel work: with two slots, 256 KiB that are read and written.</summary>
    private const int Chunk = 16 * 1024;

    /// <summary>Updates the values and the first slots.</summary>
    /// <exception cref="ArgumentException">The gradient or a slot is not as long as the values, or there are too many slots.</exception>
    public static void Run<TRule>(in ParameterUpdate update, int slots, TRule rule)
        where TRule : unmanaged, IUpdateRule
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, MostSlots);
        var values = update.Values;
        CheckLength(values, update.Gradients);
        var slot0 = slots > 0 ? update.Slot(0) : default;
        var slot1 = slots > 1 ? update.Slot(1) : default;
        var slot2 = slots > 2 ? update.Slot(2) : default;
        fixed (float* value = values)
        fixed (float* gradient = update.Gradients)
        fixed (float* first = slot0)
        fixed (float* second = slot1)
        fixed (float* third = slot2)
        {
            Walk<TRule> whole = new(value, gradient, first, second, third, values.Length, rule);
            update.Workers.Run((int)(((long)values.Length + Chunk - 1) / Chunk), &RunChunk<TRule>, &whole);
        }
    }

    private static void RunChunk<TRule>(void* whole, int chunk)
        where TRule : unmanaged, IUpdateRule
    {
        var part = ((Walk<TRule>*)whole)->Part(chunk);
        SimdDispatch.Run(ref part);
    }

    private static void CheckLength(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients)
    {
        if (values.Length != gradients.Length)
        {
            throw new ArgumentException($"There are {values.Length} values, but {gradients.Length} gradients.", nameof(gradients));
        }
    }

    private readonly struct Walk<TRule>(float* values, float* gradients, float* slot0, float* slot1, float* slot2, int length, TRule rule) : ISimdKernel, IUpdateWalk
        where TRule : unmanaged, IUpdateRule
    {
        private readonly float* _values = values;
        private readonly float* _gradients = gradients;
        private readonly float* _slot0 = slot0;
        private readonly float* _slot1 = slot1;
        private readonly float* _slot2 = slot2;
        private readonly int _length = length;
        private readonly TRule _rule = rule;

        public Walk<TRule> Part(int chunk)
        {
            var start = chunk * Chunk;
            return new(
                _values + start, _gradients + start, At(_slot0, start), At(_slot1, start), At(_slot2, start), Math.Min(Chunk, _length - start), _rule);
        }

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => _rule.Start<TSimd, TVector, Walk<TRule>>(this);

        public void Run<TSimd, TVector, TVectorRule>(TVectorRule rule)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TVectorRule : struct, IVectorRule<TVector>
        {
            if (_slot2 != null)
            {
                Run<TSimd, TVector, TVectorRule, SlotCount.Three>(rule);
            }
            else if (_slot1 != null)
            {
                Run<TSimd, TVector, TVectorRule, SlotCount.Two>(rule);
            }
            else if (_slot0 != null)
            {
                Run<TSimd, TVector, TVectorRule, SlotCount.One>(rule);
            }
            else
            {
                Run<TSimd, TVector, TVectorRule, SlotCount.None>(rule);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Run<TSimd, TVector, TVectorRule, TSlots>(TVectorRule rule)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TVectorRule : struct, IVectorRule<TVector>
            where TSlots : SlotCount.IValue
        {
            var values = _values;
            var gradients = _gradients;
            var slot0 = _slot0;
            var slot1 = _slot1;
            var slot2 = _slot2;
            var i = 0;
            var last = _length - TSimd.Lanes;
            for (; i <= last; i += TSimd.Lanes)
            {
                var value = TSimd.Load(values + i);
                var first = TSlots.Value < 1 ? TSimd.Zero : TSimd.Load(slot0 + i);
                var second = TSlots.Value < 2 ? TSimd.Zero : TSimd.Load(slot1 + i);
                var third = TSlots.Value < 3 ? TSimd.Zero : TSimd.Load(slot2 + i);
                rule.Apply(TSimd.Load(gradients + i), ref value, ref first, ref second, ref third);
                TSimd.Store(values + i, value);
                if (TSlots.Value >= 1)
                {
                    TSimd.Store(slot0 + i, first);
                }

                if (TSlots.Value >= 2)
                {
                    TSimd.Store(slot1 + i, second);
                }

                if (TSlots.Value >= 3)
                {
                    TSimd.Store(slot2 + i, third);
                }
            }

            if (i < _length)
            {
                RunRest<TSimd, TVector, TVectorRule>(i, _length - i, rule);
            }
        }

        // Inlined, since a call would have the rule's vectors lie in memory during the loop.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void RunRest<TSimd, TVector, TVectorRule>(int i, int rest, TVectorRule rule)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TVectorRule : struct, IVectorRule<TVector>
        {
            var value = TSimd.LoadPartial(_values + i, rest);
            var first = _slot0 == null ? TSimd.Zero : TSimd.LoadPartial(_slot0 + i, rest);
            var second = _slot1 == null ? TSimd.Zero : TSimd.LoadPartial(_slot1 + i, rest);
            var third = _slot2 == null ? TSimd.Zero : TSimd.LoadPartial(_slot2 + i, rest);
            rule.Apply(TSimd.LoadPartial(_gradients + i, rest), ref value, ref first, ref second, ref third);
            TSimd.StorePartial(_values + i, value, rest);
            if (_slot0 != null)
            {
                TSimd.StorePartial(_slot0 + i, first, rest);
            }

            if (_slot1 != null)
            {
                TSimd.StorePartial(_slot1 + i, second, rest);
            }

            if (_slot2 != null)
            {
                TSimd.StorePartial(_slot2 + i, third, rest);
            }
        }

        private static float* At(float* slot, int start) => slot == null ? null : slot + start;
    }
}
