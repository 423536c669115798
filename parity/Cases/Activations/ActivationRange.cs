namespace Interop.Parity.Cases.Activations;

/// <summary>Where the inputs of an activation function lie.</summary>
internal enum ActivationRange
{
    /// <summary>Within ±4, as behind a layer.</summary>
    Near,

    /// <summary>Within ±40.</summary>
    Wide,

    /// <summary>At zeros, at every function's bends, and where exponentials overflow and underflow, up to ±1e9.</summary>
    Marks,
}
