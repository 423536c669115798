using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Tests.Kernels;

/// <summary>The arithmetic of each width that this processor has.</summary>
public class SimdTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Arithmetic_is_that_of_scalars(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Arithmetic_is_that_of_scalars,
        SimdChecks<Simd256, Vector256<float>>.Arithmetic_is_that_of_scalars,
        SimdChecks<Simd512, Vector512<float>>.Arithmetic_is_that_of_scalars);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Multiply_and_add_is_one_rounding_or_two(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Multiply_and_add_is_one_rounding_or_two,
        SimdChecks<Simd256, Vector256<float>>.Multiply_and_add_is_one_rounding_or_two,
        SimdChecks<Simd512, Vector512<float>>.Multiply_and_add_is_one_rounding_or_two);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Comparisons_select_lanes(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Comparisons_select_lanes,
        SimdChecks<Simd256, Vector256<float>>.Comparisons_select_lanes,
        SimdChecks<Simd512, Vector512<float>>.Comparisons_select_lanes);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Bits_combine(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Bits_combine,
        SimdChecks<Simd256, Vector256<float>>.Bits_combine,
        SimdChecks<Simd512, Vector512<float>>.Bits_combine);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Exponents_and_mantissas_come_apart_and_together(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Exponents_and_mantissas_come_apart_and_together,
        SimdChecks<Simd256, Vector256<float>>.Exponents_and_mantissas_come_apart_and_together,
        SimdChecks<Simd512, Vector512<float>>.Exponents_and_mantissas_come_apart_and_together);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Partial_vectors_touch_nothing_beyond_their_end(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Partial_vectors_touch_nothing_beyond_their_end,
        SimdChecks<Simd256, Vector256<float>>.Partial_vectors_touch_nothing_beyond_their_end,
        SimdChecks<Simd512, Vector512<float>>.Partial_vectors_touch_nothing_beyond_their_end);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void A_partial_store_leaves_what_follows(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.A_partial_store_leaves_what_follows,
        SimdChecks<Simd256, Vector256<float>>.A_partial_store_leaves_what_follows,
        SimdChecks<Simd512, Vector512<float>>.A_partial_store_leaves_what_follows);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Squares_transpose(int bits) => AtWidth(
        bits,
        SimdChecks<Simd128, Vector128<float>>.Squares_transpose,
        SimdChecks<Simd256, Vector256<float>>.Squares_transpose,
        SimdChecks<Simd512, Vector512<float>>.Squares_transpose);

    private static void AtWidth(int bits, Action at128, Action at256, Action at512)
    {
        bool isThere = bits switch
        {
            512 => Avx512F.IsSupported,
            256 => Avx2.IsSupported && Fma.IsSupported,
            _ => true,
        };
        Assert.SkipUnless(isThere, "This processor has no such vectors, or they are switched off.");
        (bits switch { 512 => at512, 256 => at256, _ => at128 })();
    }
}
