namespace Interop.Native.Kernels.Simd;

/// <summary>
/// The arithmetic of one vector width, so that a kernel is written once for all of them:
/// <c>Kernel&lt;TSimd, TVector&gt;() where TSimd : struct, ISimd&lt;TVector&gt;</c>.
/// </summary>
/// <remarks>
/// A comparison gives a mask: all bits set in the lanes where it holds, none elsewhere.
/// Every member gives the same bits per lane at 256 and 512 bits, where <see cref="MultiplyAdd"/> rounds once. At 128
/// bits it rounds once only on processors that have the instruction there.
/// </remarks>
/// <typeparam name="TVector">The vector type: <c>Vector512&lt;float&gt;</c> and its narrower kin.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>How many floats a vector holds.</summary>
    static abstract int Lanes { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract TVector Zero { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>Reads <see cref="Lanes"/> floats.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Reads <paramref name="count"/> ≤ <see cref="Lanes"/> floats, no byte beyond; other lanes are zero.</summary>
    static abstract TVector LoadPartial(float* source, int count);

    /// <summary>Writes <see cref="Lanes"/> floats.</summary>
    static abstract void Store(float* destination, TVector value);

    /// <summary>Writes the first <paramref name="count"/> ≤ <see cref="Lanes"/> floats and no byte beyond.</summary>
    static abstract void StorePartial(float* destination, TVector value, int count);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left − right.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>left · right.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left / right.</summary>
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>minuend − left · right, rounded once.</summary>
    static abstract TVector MultiplySubtractFrom(TVector left, TVector right, TVector minuend);

    /// <summary>left where left &lt; right, else right: right too if either is NaN.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>left where left &gt; right, else right: right too if either is NaN.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>√value, correctly rounded.</summary>
    static abstract TVector Sqrt(TVector value);

    /// <summary>|value|.</summary>
    static abstract TVector Abs(TVector value);

    /// <summary>−value.</summary>
    static abstract TVector Negate(TVector value);

    /// <summary>The nearest integer, the even one of two equally near.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>left &lt; right.</summary>
    static abstract TVector LessThan(TVector left, TVector right);

    /// <summary>left ≤ right.</summary>
    static abstract TVector LessThanOrEqual(TVector left, TVector right);

    /// <summary>left &gt; right.</summary>
    static abstract TVector GreaterThan(TVector left, TVector right);

    /// <summary>left ≥ right.</summary>
    static abstract TVector GreaterThanOrEqual(TVector left, TVector right);

    /// <summary>left = right.</summary>
    static abstract TVector EqualTo(TVector left, TVector right);

    /// <summary>Where value is not a number.</summary>
    static abstract TVector IsNaN(TVector value);

    /// <summary>ifTrue in the lanes of the mask, ifFalse in the others.</summary>
    static abstract TVector Select(TVector mask, TVector ifTrue, TVector ifFalse);

    /// <summary>The bits that both have.</summary>
    static abstract TVector And(TVector left, TVector right);

    /// <summary>The bits that either has.</summary>
    static abstract TVector Or(TVector left, TVector right);

    /// <summary>The bits that just one of them has.</summary>
    static abstract TVector Xor(TVector left, TVector right);

    /// <summary>
    /// value · 2^exponent, rounded once, for whole exponents from −250 to 250 and values near one (½ ≤ |value| &lt; 2).
    /// </summary>
    static abstract TVector Scale(TVector value, TVector exponent);

    /// <summary>The e of value = m · 2^e with 1 ≤ m &lt; 2, for positive finite values, subnormal ones too.</summary>
    static abstract TVector Exponent(TVector value);

    /// <summary>The m of value = m · 2^e with 1 ≤ m &lt; 2, for positive finite values, subnormal ones too.</summary>
    static abstract TVector Mantissa(TVector value);

    /// <summary>
    /// destination[j, i] = source[i, j] for a square of <see cref="Lanes"/> by <see cref="Lanes"/> floats, whose
    /// destination rows are written whole and in order. Rows of the source from <paramref name="rows"/> on are not
    /// read; their lanes of the destination hold any of the others' values.
    /// </summary>
    static abstract void Transpose(float* source, nint sourceStride, int rows, float* destination, nint destinationStride);
}
