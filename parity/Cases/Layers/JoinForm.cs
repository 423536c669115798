namespace Interop.Parity.Cases.Layers;

/// <summary>How several inputs become one output.</summary>
internal enum JoinForm
{
    /// <summary>Their sum.</summary>
    Add,

    /// <summary>The first less the second.</summary>
    Subtract,

    /// <summary>Their product.</summary>
    Multiply,

    /// <summary>Their mean.</summary>
    Average,

    /// <summary>Side by side.</summary>
    Concatenate,
}
