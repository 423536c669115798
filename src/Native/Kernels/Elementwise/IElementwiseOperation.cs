using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>y = f(x) on each element, written for one vector. Constants of the operation are its fields.</summary>
internal interface IUnaryOperation
{
    /// <summary>f of each lane.</summary>
    TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>z = f(x, y) on each pair of elements, written for one vector.</summary>
internal interface IBinaryOperation
{
    /// <summary>f of each lane.</summary>
    TVector Invoke<TSimd, TVector>(TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>w = f(x, y, z) on each triple of elements, written for one vector.</summary>
internal interface ITernaryOperation
{
    /// <summary>f of each lane.</summary>
    TVector Invoke<TSimd, TVector>(TVector x, TVector y, TVector z)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
