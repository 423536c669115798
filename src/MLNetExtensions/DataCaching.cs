namespace Interop.MLNetExtensions;

/// <summary>How training reads its rows.</summary>
public enum DataCaching
{
    /// <summary>Once, into memory; sparse rows stay sparse there. Every epoch shuffles all rows.</summary>
    Memory,

    /// <summary>Anew in each epoch, through a shuffle buffer, for data larger than memory.</summary>
    Stream,
}
