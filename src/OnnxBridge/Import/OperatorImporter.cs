namespace Interop.OnnxBridge.Import;

/// <summary>Turns one ONNX operator into a layer, or computes it where its inputs are constants.</summary>
/// <param name="operation">The operator's name.</param>
/// <param name="attributes">The attributes that it may have; any other is refused.</param>
internal abstract class OperatorImporter(string operation, params string[] attributes)
{
    /// <summary>The operator's name.</summary>
    public string Operation => operation;

    /// <summary>The attributes that it may have.</summary>
    public IReadOnlyList<string> Attributes => attributes;

    /// <summary>The first operator set since which the operator means what it means here.</summary>
    public virtual int OldestOpset => 1;

    /// <summary>Gives the node's result.</summary>
    /// <param name="node">The node and what its inputs stand for.</param>
    /// <exception cref="OnnxFormatException">The node asks for something outside what can be imported.</exception>
    public abstract ImportedValue Import(ImportedNode node);
}
