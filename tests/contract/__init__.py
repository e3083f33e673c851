"""What real SDKs send is understood, and they understand our answers."""
