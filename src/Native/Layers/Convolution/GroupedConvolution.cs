namespace Interop.Native.Layers;

/// <summary>A convolution with a chosen number of output channels, in groups of channels that do not see each other.</summary>
public abstract class GroupedConvolution : Convolution
{
    private protected GroupedConvolution(int spatialAxes, int filters, int groups, ConvolutionOptions options, string? name)
        : base(spatialAxes, options, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (filters % groups != 0)
        {
            throw new ArgumentException($"{filters} filters cannot be shared out over {groups} groups; use a multiple of {groups}.", nameof(filters));
        }

        Filters = filters;
        Groups = groups;
    }

    /// <summary>out, the number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The groups into which inputs and outputs are divided.</summary>
    public int Groups { get; }

    private protected override int GroupsOf(int inputChannels) => Groups;

    private protected override int OutputChannels(int inputChannels)
    {
        if (inputChannels == 0 || inputChannels % Groups != 0)
        {
            throw Error($"shares its input channels out over {Groups} groups, got samples of {inputChannels} channels; use a divisor of {inputChannels} for groups.");
        }

        CheckBuiltFor(inputChannels);
        return Filters;
    }
}
