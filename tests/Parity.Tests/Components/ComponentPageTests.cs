using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Parity.Components;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Components;

public sealed class ComponentPageTests
{
    private static readonly Type[] Kinds =
    [
        typeof(Layer), typeof(ActivationFunction), typeof(Loss), typeof(Optimizer), typeof(Initializer), typeof(Regularizer), typeof(Constraint), typeof(Metric),
    ];

    [Fact]
    public void Every_component_of_the_engine_is_listed()
    {
        var listed = ComponentTable.Rows.SelectMany(row => row.Types).ToHashSet();
        var missing = typeof(Layer).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && Kinds.Any(kind => type.IsSubclassOf(kind)) && !listed.Contains(type));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_component_has_parity_cases_or_a_reason_to_have_none()
    {
        var unheld = ComponentTable.Rows.SelectMany(row => row.Types).Where(type => ComponentCases.WhyNone(type) is null && !ComponentCases.Of(type).Any());
        Assert.Empty(unheld);
        Assert.Empty(ComponentCases.Faults());
    }

    [Fact]
    public void The_page_is_up_to_date()
    {
        var page = File.ReadAllText(ReferenceFolder.ComponentsPage).ReplaceLineEndings("\n");
        Assert.True(
            ComponentPage.Text() == page,
            "docs/components.md is out of date; write it anew with 'dotnet run -c Release --project parity -- components' and review the change.");
    }
}
