using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>Gives every row the key under which the network's text is found. ML.NET makes it by its contract's name.</summary>
[CustomMappingFactoryAttribute(CarriedColumns.KeyMapping)]
internal sealed class CarriedKey : CustomMappingFactory<CarriedKey.Input, CarriedKey.Output>
{
    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => static (_, output) => output.Key = 0;

    internal sealed class Input;

    internal sealed class Output
    {
        [ColumnName(CarriedColumns.Key)]
        public int Key { get; set; }
    }
}
