namespace App.Ui;

public enum ButtonKind
{
    /// <summary>The next useful step; one in sight.</summary>
    Filled,

    /// <summary>Everything else that does something.</summary>
    Outlined,

    /// <summary>Quiet: in rows and cards.</summary>
    Text,

    /// <summary>The confirming button of something that cannot be undone.</summary>
    Danger,
}
